/** How long the page takes from an edit to the painted new numbers, measured in the page itself. */
import type { Page } from '@playwright/test';
import type { App } from './app.ts';

export interface EditTimes {
  readonly medianMs: number;
  readonly worstMs: number;
}

/**
 * Steps the first convolution's filters up and down. A step's time runs from the key press until the frame that shows the changed total
 * is handed to the screen: the first task behind the animation frame in which the gauge has new text.
 */
export async function editToPaint(page: Page, app: App, edits: number): Promise<EditTimes> {
  await app.canvas.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await app.inspector.getByRole('spinbutton', { name: 'Filters' }).waitFor();
  const times: number[] = [];
  for (let edit = 0; edit < edits + 2; edit++) times.push(await page.evaluate(timeOneStep, edit % 2 === 0 ? 'ArrowUp' : 'ArrowDown'));
  const sorted = times.slice(2).toSorted((a, b) => a - b);
  return { medianMs: sorted[Math.floor(sorted.length / 2)]!, worstMs: sorted.at(-1)! };
}

/** Runs in the page. The pause before lets background work of the step before end: hints, marginal costs, saving. */
function timeOneStep(key: string): Promise<number> {
  const field = document.activeElement!;
  const gauge = document.querySelector('[data-limit="sram"]')!;
  const before = gauge.getAttribute('aria-label');
  return new Promise((resolve) => {
    setTimeout(() => {
      const start = performance.now();
      const look = (): void => {
        if (gauge.getAttribute('aria-label') === before) return void requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - start), { once: true });
        port1.start();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a MessagePort has no target origin
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
      field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, 400);
  });
}
