/** Opens the lab page in a headless Chromium. */
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.js';
import { root } from '../../scripts/root.js';

/** Serves the sources, opens the page, calls `work` and closes everything. */
export async function withLab<T>(work: (page: Page) => Promise<T>, flags: readonly string[] = []): Promise<T> {
  const server = await createServer({ root, server: { port: 0 }, logLevel: 'warn' });
  await server.listen();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: [...CHROMIUM_FLAGS, ...flags],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls!.local[0]}bench/lab/index.html`);
    await page.waitForFunction(() => window.tinyscapeLab !== undefined);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
