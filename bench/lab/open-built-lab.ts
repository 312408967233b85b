/** Opens the lab page as the app is delivered: bundled, and under its content security policy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.js';
import { root } from '../../scripts/root.js';

/** Builds the lab, serves it, opens the page, calls `work` and removes everything. */
export async function withBuiltLab<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const outDir = mkdtempSync(join(tmpdir(), 'tinyscape-lab-'));
  const rollupOptions = { input: join(root, 'bench/lab/index.html') };
  await build({ root, publicDir: false, logLevel: 'warn', build: { outDir, emptyOutDir: true, rollupOptions } });
  const server = await preview({ root, logLevel: 'warn', preview: { port: 0 }, build: { outDir } });
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls!.local[0]}bench/lab/index.html`);
    await page.waitForFunction(() => window.tinyscapeLab !== undefined);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true });
  }
}
