/** Draws the PNG icons in public/ from favicon.svg: run `node scripts/icons.js` after changing the mark. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './chromium.js';
import { root } from './root.js';

const MARK = readFileSync(join(root, 'public/favicon.svg'), 'utf8');
const BACKGROUND = '#e9ecef';

/** File, size in pixels, and how much of it the mark fills: systems crop maskable icons and round Apple's. */
const ICONS = /** @type {const} */ ([
  ['icon-192.png', 192, 1, 'transparent'],
  ['icon-512.png', 512, 1, 'transparent'],
  ['icon-maskable-512.png', 512, 0.7, BACKGROUND],
  ['apple-touch-icon.png', 180, 0.9, BACKGROUND],
]);

const executablePath = findChromium();
const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
const page = await browser.newPage();
for (const [file, size, fill, background] of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  const box = `display:grid;place-items:center;width:${size}px;height:${size}px;background:${background}`;
  await page.setContent(
    `<body style="margin:0"><div style="${box}"><div style="width:${size * fill}px;height:${size * fill}px">${MARK}</div></div>`,
  );
  await page.screenshot({ path: join(root, 'public', file), omitBackground: true });
}
await browser.close();
