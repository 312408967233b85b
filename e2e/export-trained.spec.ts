/** Story: the weights of a training leave as the very file that was judged, until the network is edited. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { App } from './app.ts';
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { learner } from './networks.ts';

async function downloaded(page: Page, button: Locator): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await button.click();
  return readFile(await (await download).path());
}

async function exportDialog(app: App): Promise<Locator> {
  await app.run('Export…');
  return app.page.getByRole('dialog', { name: 'Export' });
}

async function train(panel: Locator, bits: 'int8' | 'int4'): Promise<void> {
  await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('1');
  await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('1');
  await panel.getByText('More options').click();
  await panel.getByRole('group', { name: 'Bits of a weight' }).getByRole('radio', { name: bits }).check();
  await panel.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 60_000 });
}

for (const bits of ['int8', 'int4'] as const) {
  test(`weights trained for ${bits} are exported as the file that was judged, also after a reload`, async ({ app, page }) => {
    test.setTimeout(120_000);
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await train(panel, bits);
    const judged = await downloaded(page, panel.getByRole('button', { name: 'Save .tflite' }));
    await panel.getByRole('button', { name: 'Use the weights' }).click();
    await expect(app.summary.getByText(bits === 'int8' ? 'trained: Shapes' : 'trained: Shapes, for 4 bits', { exact: true })).toBeVisible();
    const dialog = await exportDialog(app);
    await expect(dialog.getByText('as trained, unless you calibrate in the Run panel')).toBeVisible();
    expect((await downloaded(page, dialog.getByRole('button', { name: /^Download/ }))).equals(judged)).toBe(true);
    await expect(dialog.getByText(/^Written, /)).toBeVisible();
    await expect(dialog.getByText(/made-up samples/)).toBeHidden();
    await expectAccessible(page);
    await saveScreen(page, `export-trained-${bits}`);
    await page.keyboard.press('Escape');
    await page.reload();
    const again = await exportDialog(app);
    await expect(again.getByText('as trained, unless you calibrate in the Run panel')).toBeVisible();
    expect((await downloaded(page, again.getByRole('button', { name: /^Download/ }))).equals(judged)).toBe(true);
  });
}

test('an edit of the network has its ranges calibrated anew, and undo brings the trained ones back', async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.openDesign(learner());
  const panel = await app.showPanel('Train');
  await train(panel, 'int8');
  await panel.getByRole('button', { name: 'Use the weights' }).click();
  const run = await app.showPanel('Run');
  await run.getByRole('button', { name: 'Run on a generated input' }).click();
  await run.getByRole('radio', { name: 'Quantisation', exact: true }).check();
  const calibrated = run.getByRole('combobox', { name: 'Calibrated on' });
  await expect(calibrated).toContainText('Nothing: ranges as trained');
  await expect(run.getByText(/made-up samples/)).toHaveCount(0);
  await saveScreen(page, 'run-as-trained');
  await app.select('conv2d 2');
  await app.inspector.getByRole('combobox', { name: 'Activation' }).selectOption('ReLU6');
  await expect(calibrated).toContainText('8 generated samples');
  await expect(run.getByText(/made-up samples/)).toBeVisible();
  await app.undo.click();
  await expect(calibrated).toContainText('Nothing: ranges as trained');
  await expect(run.getByText(/made-up samples/)).toHaveCount(0);
});
