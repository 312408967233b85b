/** A run that is held, left, gone on with, or moved to another device. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { learner } from './networks.ts';

async function setUp(panel: Locator, epochs: number): Promise<void> {
  await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill(String(epochs));
  await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('1');
}

const start = (panel: Locator): Promise<void> => panel.getByRole('button', { name: 'Train', exact: true }).click();

async function stepOf(panel: Locator): Promise<string> {
  return (await panel.locator('.train-now').first().textContent()) ?? '';
}

const outcome = (panel: Locator): Locator => panel.getByRole('button', { name: 'Use the weights' });

test.describe('a training run', () => {
  test.setTimeout(180_000);

  test('can be paused, and goes on', async ({ app, page }) => {
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await setUp(panel, 100);
    await start(panel);
    await expect(panel.getByText(/Epoch \d+ of 101/)).toBeVisible({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Pause' }).click();
    await expect(panel.getByText(/^Paused/)).toBeVisible();
    await page.waitForTimeout(1500);
    const held = await stepOf(panel);
    await page.waitForTimeout(1000);
    expect(await stepOf(panel)).toBe(held);
    await panel.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => stepOf(panel)).not.toBe(held);
    await panel.getByRole('button', { name: 'Finish now' }).click();
    await expect(outcome(panel)).toBeVisible({ timeout: 120_000 });
  });

  test('that the page was closed on goes on after a reload', async ({ app, page }) => {
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await setUp(panel, 100);
    await start(panel);
    await expect(panel.getByText(/Epoch ([3-9]|\d\d+) of 101/)).toBeVisible({ timeout: 90_000 });
    await panel.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(1000);
    await page.reload();
    const again = await app.showPanel('Train');
    await expect(again.getByText(/was under way when the page was closed, in epoch ([3-9]|\d\d+) of 101/)).toBeVisible();
    await again.getByRole('button', { name: 'Go on with it' }).click();
    await expect(again.getByText(/Epoch ([3-9]|\d\d+) of 101/)).toBeVisible({ timeout: 60_000 });
    await again.getByRole('button', { name: 'Finish now' }).click();
    await expect(outcome(again)).toBeVisible({ timeout: 60_000 });
    await page.reload();
    const last = await app.showPanel('Train');
    await expect(last.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
    await expect(last.getByText(/was under way/)).toBeHidden();
  });

  test('goes on from where it was when the worker dies, and says so', async ({ app, page }) => {
    await rememberTrainer(page);
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await setUp(panel, 200);
    await start(panel);
    await expect(panel.getByText(/Epoch ([2-9]|\d\d+) of 201/)).toBeVisible({ timeout: 60_000 });
    await killTrainer(page);
    await expect(panel.getByText(/: it goes on .*, on plain JavaScript\.$/)).toBeVisible({ timeout: 90_000 });
    await expect(panel.getByText(/, on plain JavaScript$/)).toBeVisible({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Cancel' }).click();
  });

  test('takes the weakest channels out of the network', async ({ app }) => {
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await setUp(panel, 4);
    await panel.getByText('More options').click();
    await panel.getByRole('radio', { name: 'Channels' }).check({ force: true });
    await start(panel);
    await panel.getByRole('button', { name: 'Use the pruned network' }).click({ timeout: 120_000 });
    await expect(panel.getByText('Of the design before you edited it.')).toBeVisible();
  });
});

/** Has the page remember the worker that trains, for `killTrainer`. */
async function rememberTrainer(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (String(url).includes('train')) Object.assign(window, { trainer: this });
      }
    };
  });
}

/** Ends it as a browser does that has no memory left. */
async function killTrainer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { trainer } = window as unknown as { readonly trainer: Worker };
    trainer.terminate();
    trainer.dispatchEvent(new ErrorEvent('error', { message: 'The worker ran out of memory' }));
  });
}
