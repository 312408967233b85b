/** Opens the training lab in a headless Chromium as the app is delivered: bundled, isolated, and under its content security policy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import { root } from '../../scripts/root.js';
import { withPage } from './open-page.ts';
import type { TrainLabAnswers, TrainLabRequest } from './train-request.ts';

/** Calls `inPage` in a new browser. */
export type OpenPage = <T>(inPage: (page: Page) => Promise<T>) => Promise<T>;

/** Builds and serves the page; `work` opens it in a browser of its own as often as it likes. */
export async function withTrainLab<T>(flags: readonly string[], work: (open: OpenPage) => Promise<T>): Promise<T> {
  const outDir = mkdtempSync(join(tmpdir(), 'tinyscape-train-lab-'));
  const rollupOptions = { input: join(root, 'bench/lab/train.html') };
  await build({ root, publicDir: false, logLevel: 'error', build: { outDir, emptyOutDir: true, rollupOptions } });
  const server = await preview({ root, logLevel: 'error', preview: { port: 0 }, build: { outDir } });
  try {
    return await work((inPage) =>
      withPage(`${server.resolvedUrls!.local[0]}bench/lab/train.html`, flags, async (page) => {
        await page.waitForFunction(() => window.tinyscapeTrainLab !== undefined);
        return inPage(page);
      }),
    );
  } finally {
    await server.close();
    rmSync(outDir, { recursive: true });
  }
}

/** What the page answers; throws where it says why it has no answer. */
export async function askLab<K extends TrainLabRequest['kind']>(
  page: Page,
  request: Extract<TrainLabRequest, { readonly kind: K }>,
): Promise<Exclude<TrainLabAnswers[K], string>> {
  const found = await page.evaluate((asked) => window.tinyscapeTrainLab!.ask(asked as never), request as TrainLabRequest);
  if (typeof found === 'string') throw new Error(found);
  return found as Exclude<TrainLabAnswers[K], string>;
}
