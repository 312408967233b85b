/** Story: choose what the network runs on, and see what binds: chips, runtimes, budgets, what else the chip holds. */
import { formatBytes } from '../src/core/base/format.ts';
import { App } from './app.ts';
import { estimateOf, jsonFile } from './command-line.ts';
import { expect, test } from './fixtures.ts';
import { sample, small } from './networks.ts';

test('a chip is found by typing, its totals are those the command line prints, and what binds is said', async ({ page, app }) => {
  await app.openDesign(sample('mobilenet-v1'));
  await page.getByRole('button', { name: 'Chip: STM32L4R5ZI' }).click();
  const picker = page.getByRole('dialog', { name: 'Chip' });
  await picker.getByRole('combobox').fill('blue pill');
  await expect(picker.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await app.expectDesign((design) => design.chip, 'stm32f103c8');
  const { sram, flash } = await estimateOf(await jsonFile({ ...sample('mobilenet-v1'), chip: 'stm32f103c8' }));
  await expect(app.gauge('SRAM')).toHaveAccessibleName(
    `SRAM: ${formatBytes(sram.total)} of ${formatBytes(sram.available)}, ${formatBytes(sram.total - sram.available)} over`,
  );
  await expect(app.gauge('Flash')).toHaveAccessibleName(
    `Flash: ${formatBytes(flash.total)} of ${formatBytes(flash.available)}, ${formatBytes(flash.total - flash.available)} over`,
  );
  const binding = sram.total / sram.available > flash.total / flash.available ? 'SRAM' : 'flash';
  await expect(page.getByRole('status').filter({ hasText: `Over ${binding}` })).toBeVisible();
  await app.undo.click();
  await expect(page.getByRole('status').filter({ hasText: 'Fits' })).toBeVisible();
});

test('a runtime of its own gives other numbers; one the core does not run cannot be chosen', async ({ page, app }) => {
  await app.openDesign(sample('ds-cnn'));
  const before = await app.gaugeText('Latency');
  await page.getByRole('button', { name: /^Runtime: / }).click();
  const picker = page.getByRole('dialog', { name: 'Runtime' });
  await picker.getByRole('option', { name: 'TFLM, reference kernels' }).click();
  await expect(app.gauge('Latency')).not.toHaveAccessibleName(before);
  await app.expectDesign((design) => design.runtime, 'tflm-reference');
  await page.getByRole('button', { name: /^Runtime: / }).click();
  await picker.getByRole('option', { name: /µNAS/ }).click();
  await expect(app.gauge('SRAM')).toHaveAccessibleName(/KiB/);
  await app.expectDesign((design) => design.runtime, 'unas');
});

test('a budget replaces the limit of the chip until it is taken away', async ({ page, app }) => {
  await app.openDesign(sample('ds-cnn'));
  await app.gauge('Latency').click();
  const budget = page.getByRole('dialog', { name: 'Latency: budget and receipt' }).getByRole('textbox', { name: 'Budget' });
  await budget.fill('2*5');
  await budget.press('Enter');
  await app.expectDesign((design) => design.budgets, { latencyMs: 10 });
  await expect(page.getByRole('status').filter({ hasText: 'Over latency' })).toBeAttached();
  await page.getByRole('dialog').getByRole('button', { name: 'No budget' }).click();
  await app.expectDesign((design) => design.budgets, {});
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status').filter({ hasText: 'Fits' })).toBeVisible();
});

test('what the application holds is added, and how long a battery lasts is said', async ({ page, app }) => {
  await app.openDesign(small());
  const before = await app.gaugeText('SRAM');
  const application = app.summary.getByRole('region', { name: 'Application' });
  await application.getByRole('combobox', { name: 'Add what the application holds' }).selectOption('camera-qcif-grey');
  await expect(application.getByText('Camera frame, QCIF, grey')).toBeVisible();
  await expect(app.gauge('SRAM')).not.toHaveAccessibleName(before);
  const receipt = await app.openReceipt('SRAM');
  await expect(receipt.getByRole('row', { name: /Camera frame, QCIF, grey/ })).toContainText('25,344');
  await page.keyboard.press('Escape');
  await application.getByRole('button', { name: 'Remove Camera frame, QCIF, grey' }).click();
  await expect(app.gauge('SRAM')).toHaveAccessibleName(before);
  await fillNumber(application.getByRole('spinbutton', { name: 'Runs an hour' }), '3600');
  await fillNumber(application.getByRole('spinbutton', { name: 'Battery' }), '220');
  await expect(application.getByText('Battery life')).toBeVisible();
  await expect(application.getByText(/[\d.]+\s?(h|days|years)/)).toBeVisible();
});

test('a chip of the user is added, chosen, and travels in the link', async ({ page, app, browser }) => {
  await app.openDesign(small());
  await page.getByRole('button', { name: /^Chip: / }).click();
  await page.getByRole('button', { name: 'Add a chip of your own…' }).click();
  const dialog = page.getByRole('dialog', { name: 'A chip of your own' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Board X');
  await dialog.getByRole('combobox', { name: 'Core' }).selectOption('Cortex-M7');
  await dialog.getByRole('textbox', { name: 'Clock, MHz' }).fill('fast');
  await dialog.getByRole('button', { name: 'Add and choose it' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('The clock must be a number above 0 and at most 1,000,000.');
  await dialog.getByRole('textbox', { name: 'Clock, MHz' }).fill('300');
  await dialog.getByRole('textbox', { name: 'SRAM in one piece, KiB' }).fill('100');
  await dialog.getByRole('button', { name: 'Add and choose it' }).click();
  await expect(page.getByRole('button', { name: 'Chip: Board X' })).toBeVisible();
  await expect(app.gauge('SRAM')).toHaveAccessibleName(/of 100\sKiB/);
  await app.expectDesign((design) => [design.chip, design.customChips.map((chip) => chip.clockMHz)], ['board-x', [300]]);
  const numbers = await app.gaugeText('Latency');
  const elsewhere = await browser.newContext();
  const other = new App(await elsewhere.newPage());
  await other.page.goto(page.url());
  await expect(other.page.getByRole('button', { name: 'Chip: Board X' })).toBeVisible();
  await expect(other.gauge('Latency')).toHaveAccessibleName(numbers);
  await elsewhere.close();
});

test('the network is deployed as float32, with float input and output, and with other kernels registered', async ({ page, app }) => {
  await app.openDesign(small());
  const deployment = app.summary.getByRole('region', { name: 'Deployment' });
  const operators = app.figure('Operators on the chip');
  await expect(operators).toContainText('4');
  await deployment.getByRole('group', { name: 'Inputs and outputs' }).getByRole('radio', { name: 'float32' }).check();
  await expect(operators).toContainText('6');
  const flash = await app.gaugeText('Flash');
  await deployment.getByRole('group', { name: 'Numbers' }).getByRole('radio', { name: 'float32' }).check();
  await expect(operators).toContainText('4');
  await expect(app.gauge('Flash')).not.toHaveAccessibleName(flash);
  await app.undo.click();
  await app.undo.click();
  await deployment.getByRole('checkbox', { name: 'int8 kernels only' }).check();
  await app.expectDesign((design) => design.application.int8Registrations, true);
  await expect(page.getByRole('status').filter({ hasText: 'Fits' })).toBeVisible();
});

async function fillNumber(field: ReturnType<App['card']>, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}
