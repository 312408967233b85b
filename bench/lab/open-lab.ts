/** Opens the lab page in a headless Chromium. */
import type { Page } from '@playwright/test';
import { createServer } from 'vite';
import { root } from '../../scripts/root.js';
import { withPage } from './open-page.ts';

/** Serves the sources, opens the page, calls `work` and closes everything. */
export async function withLab<T>(work: (page: Page) => Promise<T>, flags: readonly string[] = []): Promise<T> {
  const server = await createServer({ root, server: { port: 0 }, logLevel: 'warn' });
  await server.listen();
  try {
    return await withPage(`${server.resolvedUrls!.local[0]}bench/lab/index.html`, flags, async (page) => {
      await page.waitForFunction(() => window.tinyscapeLab !== undefined);
      return work(page);
    });
  } finally {
    await server.close();
  }
}
