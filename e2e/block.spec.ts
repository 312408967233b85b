/** Story: nodes become a block, which collapses to one card and repeats. */
import { expect, test } from './fixtures.ts';
import { design } from './networks.ts';

/** input 1, a pair that keeps its shape (2, 3), flatten 4, dense 5. */
const pair = () =>
  design('Pair', (net) => {
    const input = net.add('input', { shape: [8, 8, 4] });
    net.chain(input, ['depthwise_conv2d'], ['conv2d', { filters: 4, kernelH: 1, kernelW: 1 }], ['flatten'], ['dense', { units: 4 }]);
  });

test('a block is made, repeated, collapsed, opened and dissolved', async ({ page, app }) => {
  await app.openDesign(pair());
  await app.select('depthwise conv2d 2');
  await app.card('conv2d 3').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  const block = app.inspector.getByRole('region', { name: 'Block' });
  await expect(block.getByText('Block of 2 nodes')).toBeVisible();
  const operators = async (): Promise<string> => {
    await app.leaveSelection();
    return (await app.figure('Operators on the chip').getByRole('cell').textContent()) ?? '';
  };

  const repeat = block.getByRole('spinbutton', { name: 'Repeat' });
  await repeat.fill('5');
  await repeat.press('Enter');
  await expect(app.canvas.getByText('×5')).toBeVisible();
  await app.expectDesign(({ graph }) => graph.groups.map((group) => [group.nodes, group.repeat]), [[['2', '3'], 5]]);
  expect(await operators()).toBe('12');

  await app.canvas.getByRole('button', { name: 'Collapse Block 1' }).click();
  await expect(app.card('Block 1')).toBeVisible();
  await expect(app.cards).toHaveCount(4);
  await expect(app.card('Block 1')).toContainText('8×8×4');
  await expect(app.card('Block 1')).toContainText(/\d\s?%/);
  expect(await operators()).toBe('12');

  await app.canvas.getByRole('button', { name: 'Expand Block 1' }).click();
  await expect(app.cards).toHaveCount(5);
  await app.select('conv2d 3');
  await page.keyboard.press('Control+Shift+g');
  await app.expectDesign(({ graph }) => graph.groups, []);
});

test('a block has a name, and the outline holds its nodes', async ({ page, app }) => {
  await app.openDesign(pair());
  await app.select('depthwise conv2d 2');
  await app.card('conv2d 3').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  const name = app.inspector.getByRole('region', { name: 'Block' }).getByRole('textbox', { name: 'Name' });
  await name.fill('separable');
  await name.press('Enter');
  await expect(app.canvas.getByRole('button', { name: 'separable', exact: true })).toBeVisible();
  await app.build('Outline');
  const row = app.outline.getByRole('row', { name: 'separable' });
  await expect(row).toHaveAttribute('aria-level', '1');
  await expect(app.outline.getByRole('row', { name: 'conv2d 3', exact: true })).toHaveAttribute('aria-level', '2');
});

test('a block that repeats too often for its shapes says so on its card', async ({ page, app }) => {
  await app.openDesign(
    design('Pools', (net) => {
      net.chain(net.add('input', { shape: [8, 8, 4] }), ['max_pool2d', { padding: 'valid' }], ['flatten']);
    }),
  );
  await app.select('max pool2d 2');
  await page.keyboard.press('Control+g');
  const repeat = app.inspector.getByRole('region', { name: 'Block' }).getByRole('spinbutton', { name: 'Repeat' });
  await repeat.fill('3');
  await repeat.press('Enter');
  await expect(app.card('flatten 3')).toContainText('4');
  await expect(app.problems).toHaveCount(0);
  await repeat.fill('4');
  await repeat.press('Enter');
  await expect(app.card('max pool2d 2')).toHaveAccessibleName(/Problem: /);
});
