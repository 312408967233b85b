/**
 * How long input waits while the page trains: `npx vite build`, then `node scripts/run.js bench/edit-while-training.ts [SECONDS]` trains the
 * LeNet-like design on MNIST in the built app and meanwhile presses steppers, types, drags, adds and takes back. Prints the largest input
 * delay (Event Timing: from the event to its handlers), which the browser tells of events that took 16 ms or more to be painted.
 */
import type { Page } from '@playwright/test';
import { preview } from 'vite';
import { openSource } from '../src/cli/sources.ts';
import { encodeLink } from '../src/core/formats/link/link.ts';
import { withPage } from './lab/open-page.ts';
import { valueOf } from './value-of.ts';

const LIMIT_MS = 50;

interface Waited {
  readonly name: string;
  readonly delay: number;
}

declare global {
  interface Window {
    tinyscapeWaited?: Waited[];
  }
}

export async function main([seconds = '10']: readonly string[]): Promise<void> {
  const { design } = valueOf(await openSource('bench/designs/lenet-like.json'));
  const server = await preview({ preview: { port: 0 }, logLevel: 'warn' });
  try {
    await withPage(`${server.resolvedUrls!.local[0]}#d=${encodeLink(design)}`, [], async (page) => {
      await startTraining(page);
      await page.evaluate(watch);
      const end = Date.now() + 1000 * Number(seconds);
      let rounds = 0;
      for (; Date.now() < end; rounds++) await edit(page);
      const status = await page.getByText(/^Epoch \d+ of/).textContent();
      report(await page.evaluate(() => window.tinyscapeWaited ?? []), rounds, status ?? '');
    });
  } finally {
    await server.close();
  }
}

async function startTraining(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Panels' }).getByRole('tab', { name: 'Train', exact: true }).click();
  const panel = page.getByRole('tabpanel', { name: 'Train' });
  await panel.getByRole('combobox', { name: 'Data' }).selectOption('mnist');
  await panel.getByRole('button', { name: 'Train', exact: true }).click();
  await panel.getByText(/^Epoch 1 of/).waitFor({ timeout: 60_000 });
}

/** Runs in the page. */
function watch(): void {
  const waited: Waited[] = (window.tinyscapeWaited = []);
  const note = (entries: PerformanceObserverEntryList): void => {
    for (const entry of entries.getEntries() as PerformanceEventTiming[])
      waited.push({ name: entry.name, delay: entry.processingStart - entry.startTime });
  };
  new PerformanceObserver(note).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}

/** Steps and types a parameter, drags a node, adds one and takes it all back. */
async function edit(page: Page): Promise<void> {
  const canvas = page.getByRole('application', { name: 'Network' });
  const card = canvas.getByRole('figure', { name: /^conv2d 2,/ });
  await card.click({ position: { x: 60, y: 12 } });
  await page.getByRole('button', { name: 'Filters: more' }).click();
  const filters = page.getByRole('complementary', { name: 'Inspector' }).getByRole('spinbutton', { name: 'Filters' });
  await filters.fill('1');
  await filters.pressSequentially('2', { delay: 30 });
  await filters.press('Enter');
  const box = (await card.boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y + 40, { steps: 20 });
  await page.mouse.up();
  await page.getByRole('complementary', { name: 'Build' }).getByRole('tab', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'ReLU', exact: true }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  while (await undo.isEnabled()) await undo.click();
}

function report(waited: readonly Waited[], rounds: number, status: string): void {
  const worst = waited.reduce((most, each) => (each.delay > most.delay ? each : most), { name: 'none', delay: 0 });
  const late = waited.filter(({ delay }) => delay > LIMIT_MS).length;
  console.log(`${rounds} rounds of edits; ${status}`);
  console.log(
    `${waited.length} events of 16 ms or more, largest input delay ${worst.delay.toFixed(1)} ms (${worst.name}); ${late} above ${LIMIT_MS} ms`,
  );
}
