/** Story: a wrong graph keeps working: the mistake stands on its node in words, the rest keeps its numbers. */
import { expect, test } from './fixtures.ts';
import { design, small } from './networks.ts';

const MESSAGE = 'Add expects equal shapes, got 1x25x5x64 and 1x25x5x32';

/** Two convolutions of 64 and 32 channels that an addition joins, and what comes behind. */
const unequal = () =>
  design('Unequal', (net) => {
    const input = net.add('input', { shape: [49, 10, 1] });
    const wide = net.add('conv2d', { filters: 64, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2 }, input);
    const slim = net.add('conv2d', { filters: 32, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2 }, input);
    net.chain(net.add('add', {}, wide, slim), ['flatten'], ['dense', { units: 12 }]);
  });

test('unequal shapes are named on the addition, in the inspector, the summary and the outline', async ({ app }) => {
  await app.openDesign(unequal());
  const card = app.card('add 4');
  await expect(card.getByText(MESSAGE)).toBeVisible();
  await expect(card).toHaveAccessibleName(`add 4, Add. Problem: ${MESSAGE}`);
  await expect(app.summary.getByRole('button', { name: `add 4: ${MESSAGE}` })).toBeVisible();
  await app.build('Outline');
  await expect(app.outline.getByText(MESSAGE)).toBeAttached();
  await app.summary.getByRole('button', { name: `add 4: ${MESSAGE}` }).click();
  await expect(app.inspector.getByRole('alert')).toHaveText(MESSAGE);
});

test('the rest keeps its numbers, and the mistake goes when its cause goes', async ({ page, app }) => {
  await app.openDesign(unequal());
  await expect(app.card('conv2d 2')).toContainText('25×5×64');
  await expect(app.card('conv2d 2')).toContainText(/[1-9]\d*\s?%/);
  await expect(app.gauge('SRAM')).toHaveAccessibleName(/KiB of/);
  await expect(page.getByRole('status').filter({ hasText: '1 mistake' })).toBeVisible();
  await app.select('conv2d 3');
  const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
  await filters.fill('*2');
  await filters.press('Enter');
  await expect(app.problems).toHaveCount(0);
  await expect(app.card('add 4')).toContainText('25×5×64');
  await expect(page.getByRole('status').filter({ hasText: /Fits|Over/ })).toBeVisible();
  await app.undo.click();
  await expect(app.card('add 4').getByText(MESSAGE)).toBeVisible();
});

test('a loop, an input that is missing and a kernel that is too large are said in words', async ({ app }) => {
  await app.openDesign(small());
  await app.drag(app.port('max pool2d 3', 'out'), app.port('conv2d 2', 'in'));
  await app.expectNetwork('input1 conv2d2(3) max_pool2d3(2) flatten4(3) dense5(4)');
  await expect(app.problems.first()).toBeVisible();
  await app.undo.click();
  await expect(app.problems).toHaveCount(0);
  await app.select('flatten 4');
  await app.inspector.getByRole('combobox', { name: 'Reads' }).selectOption('not connected');
  await expect(app.card('flatten 4')).toHaveAccessibleName(/Problem: .*input/i);
  await app.undo.click();
  await app.select('conv2d 2');
  await app.inspector.getByRole('radio', { name: 'Valid' }).check();
  const height = app.inspector.getByRole('spinbutton', { name: 'Kernel height' });
  await height.fill('20');
  await height.press('Enter');
  await expect(app.card('conv2d 2')).toHaveAccessibleName(/Problem: .*20/);
  await expect(app.errors).toHaveCount(0);
});

test('a design with a mistake is shared, saved and opened like any other', async ({ page, app }) => {
  await app.openDesign(unequal());
  await expect(app.card('add 4').getByText(MESSAGE)).toBeVisible();
  await page.reload();
  await expect(app.card('add 4').getByText(MESSAGE)).toBeVisible();
});
