/** From a click on a stepper to new numbers painted, in the built app, on a network of 100 nodes. Run by `npm run bench`. */
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/chromium.js';
import { chainDesign } from '../src/cli/bench/networks.ts';
import { encodeLink } from '../src/core/formats/link/link.ts';

const EDITS = 31;

/**
 * Runs in the page: clicks the stepper and waits until the budget strip has changed and that frame is on screen.
 * @returns milliseconds from the click to the frame behind the change
 */
function timeEdit(direction: string): Promise<number> {
  const stepper = document.querySelector<HTMLElement>(`button[aria-label="Kernel height: ${direction}"]`);
  const strip = document.querySelector('[aria-label="Budgets"]');
  if (stepper === null || strip === null) throw new Error('the stepper or the budget strip is not on screen');
  return new Promise((resolve) => {
    let start = 0;
    const painted = (): void => resolve(performance.now() - start);
    const observer = new MutationObserver(() => {
      observer.disconnect();
      const afterFrame = new MessageChannel();
      afterFrame.port1.addEventListener('message', painted);
      afterFrame.port1.start();
      requestAnimationFrame(() => afterFrame.port2.postMessage(undefined));
    });
    observer.observe(strip, { subtree: true, childList: true, characterData: true, attributes: true });
    start = performance.now();
    stepper.click();
  });
}

/** Milliseconds of each edit, sorted; `url` opens a network whose first node is "conv2d 1". */
export async function timeEdits(page: Page, url: string): Promise<readonly number[]> {
  await page.goto(url);
  await page.getByRole('figure', { name: /^conv2d 1,/ }).click();
  await page.getByRole('button', { name: 'Kernel height: more' }).waitFor();
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    times.push(await page.evaluate(timeEdit, edit % 2 === 0 ? 'more' : 'less'));
    await page.waitForTimeout(100);
  }
  return times.toSorted((a, b) => a - b);
}

async function measurePaint(url: string): Promise<readonly number[]> {
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: [...CHROMIUM_FLAGS], ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    return await timeEdits(await browser.newPage({ viewport: { width: 1280, height: 720 } }), url);
  } finally {
    await browser.close();
  }
}

export async function main(): Promise<void> {
  const server = await preview({ preview: { port: 4193 }, logLevel: 'warn' });
  try {
    const url = server.resolvedUrls?.local[0];
    if (url === undefined) throw new Error('the built app is not served');
    const times = await measurePaint(`${url}#d=${encodeLink(chainDesign(100))}`);
    const shown = [times[EDITS >> 1], times[0], times.at(-1)].map((time) => (time ?? 0).toFixed(1));
    console.log(`edit to paint, 100 nodes: median ${shown[0]} ms, min ${shown[1]}, max ${shown[2]}, ${EDITS} edits in the built app`);
  } finally {
    await server.close();
  }
}
