/** Opens the training lab in a headless Chromium: built, because the development server does not load TensorFlow.js's modules as they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import { root } from '../../scripts/root.js';
import { withPage } from './open-page.ts';

/** Calls `inPage` in a new browser. */
type OpenPage = <T>(inPage: (page: Page) => Promise<T>) => Promise<T>;

/** Cross-origin isolation, as the app is served with. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Builds and serves the page; `work` opens it in a browser of its own as often as it likes. */
export async function withTrainLab(flags: readonly string[], work: (open: OpenPage) => Promise<void>): Promise<void> {
  const outDir = mkdtempSync(join(tmpdir(), 'tinyscape-train-lab-'));
  const shared = { root: join(root, 'bench/lab'), configFile: false, publicDir: false, logLevel: 'error' } as const;
  await build({
    ...shared,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', rollupOptions: { input: join(root, 'bench/lab/train.html') } },
  });
  const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, headers } });
  try {
    await work((inPage) =>
      withPage(`${server.resolvedUrls!.local[0]}train.html`, flags, async (page) => {
        await page.waitForFunction(() => window.tinyscapeTrainLab !== undefined);
        return inPage(page);
      }),
    );
  } finally {
    await server.close();
    rmSync(outDir, { recursive: true });
  }
}
