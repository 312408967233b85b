/** Story: draw a network by hand: add, connect, cut, insert, replace, delete, copy. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { design, sample, small } from './networks.ts';

const SMALL = 'input1 conv2d2(1) max_pool2d3(2) flatten4(3) dense5(4)';

/** Two convolutions side by side that nothing joins yet. */
const branches = () =>
  design('Branches', (net) => {
    const input = net.add('input', { shape: [8, 8, 4] });
    net.add('conv2d', { filters: 4 }, input);
    net.add('conv2d', { filters: 4 }, input);
  });

test.describe('the palette', () => {
  test('starts a network from nothing: each press goes behind the one before', async ({ page, app }) => {
    await app.open();
    await app.build('Add');
    const palette = page.getByRole('complementary', { name: 'Build' });
    for (const name of ['Conv 2D', 'Max pool 2D', 'Flatten', 'Dense']) await palette.getByRole('button', { name, exact: true }).click();
    await app.expectNetwork('input1 conv2d2(1) max_pool2d3(2) flatten4(3) dense5(4)');
    await expect(app.cards).toHaveCount(5);
    await expect(app.problems).toHaveCount(0);
    await expect(app.gauge('SRAM')).toHaveAccessibleName(/KiB of/);
  });

  test('adds behind the selected node, which hands over its readers', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    await app.build('Add');
    await page.getByRole('button', { name: 'Depthwise conv 2D', exact: true }).click();
    await app.expectNetwork('input1 conv2d2(1) depthwise_conv2d6(2) max_pool2d3(6) flatten4(3) dense5(4)');
    await expect(app.card('depthwise conv2d 6')).toBeVisible();
  });

  test('is searched by what an operation does, and Enter adds the first', async ({ page, app }) => {
    await app.openDesign(small());
    await app.build('Add');
    const search = page.getByRole('searchbox', { name: 'Search operations' });
    await search.fill('softmax');
    await search.press('Enter');
    await app.expectNetwork(`${SMALL} softmax6(5)`);
    await search.fill('no such thing');
    await expect(page.getByText('No operation matches “no such thing”.')).toBeVisible();
  });

  test('gives operations to drag: onto an edge they go between, into the open they stay there', async ({ page, app }) => {
    await app.openDesign(small());
    await app.build('Add');
    await page.getByRole('button', { name: 'ReLU', exact: true }).dragTo(app.edge('3'));
    await app.expectNetwork('input1 conv2d2(1) relu6(2) max_pool2d3(6) flatten4(3) dense5(4)');
    await page.getByRole('button', { name: 'Dense', exact: true }).dragTo(app.canvas, { targetPosition: { x: 80, y: 80 } });
    await app.expectNetwork('input1 conv2d2(1) relu6(2) max_pool2d3(6) flatten4(3) dense5(4) dense7(-)');
    await app.expectDesign((opened) => Object.keys(opened.positions), ['7']);
  });
});

test.describe('edges', () => {
  test('are dragged from port to port', async ({ app }) => {
    await app.openDesign({ ...branches(), graph: addTo(branches()) });
    await app.drag(app.port('conv2d 2', 'out'), app.port('add 4', 'in', 0));
    await app.expectNetwork('input1 conv2d2(1) conv2d3(1) add4(2,-)');
    await app.drag(app.port('conv2d 3', 'out'), app.port('add 4', 'in', 1));
    await app.expectNetwork('input1 conv2d2(1) conv2d3(1) add4(2,3)');
    await expect(app.problems).toHaveCount(0);
  });

  test('are dragged onto a card, which takes them at its first free input', async ({ app }) => {
    await app.openDesign({ ...branches(), graph: addTo(branches()) });
    await app.drag(app.port('conv2d 3', 'out'), app.card('add 4'));
    await app.expectNetwork('input1 conv2d2(1) conv2d3(1) add4(3,-)');
  });

  test('dragged off a port into the open ask what to add there', async ({ page, app }) => {
    await app.openDesign(small());
    const box = (await app.card('conv2d 2').boundingBox())!;
    await app.drag(app.port('conv2d 2', 'out'), { x: box.x - 60, y: box.y + box.height + 20 });
    const picker = page.getByRole('dialog', { name: 'Branch off to' });
    await picker.getByRole('combobox').fill('global average');
    await page.keyboard.press('Enter');
    await app.expectNetwork('input1 conv2d2(1) global_avg_pool6(2) max_pool2d3(2) flatten4(3) dense5(4)');
  });

  test('are cut by dragging their end off, by selecting them and Delete, and from their menu', async ({ page, app }) => {
    await app.openDesign(small());
    await clickBeside(app.edge('5'));
    const end = app.edge('5').locator('.react-flow__edgeupdater-target');
    const box = (await end.boundingBox())!;
    await app.drag(end, { x: box.x - 150, y: box.y - 20 });
    await app.expectNetwork('input1 conv2d2(1) max_pool2d3(2) flatten4(3) dense5(-)');
    await clickBeside(app.edge('4'));
    await page.keyboard.press('Delete');
    await app.expectNetwork('input1 conv2d2(1) max_pool2d3(2) flatten4(-) dense5(-)');
    await clickBeside(app.edge('3'), 'right');
    await page.getByRole('menuitem', { name: 'Cut the selected edge' }).click();
    await app.expectNetwork('input1 conv2d2(1) max_pool2d3(-) flatten4(-) dense5(-)');
  });

  test('take an operation in the middle, from the button that shows on them', async ({ page, app }) => {
    await app.openDesign(small());
    await app.edge('3').locator('.edge-insert').click();
    const picker = page.getByRole('dialog', { name: 'Insert on the edge' });
    await picker.getByRole('option', { name: 'Batch norm' }).click();
    await app.expectNetwork('input1 conv2d2(1) batch_norm6(2) max_pool2d3(6) flatten4(3) dense5(4)');
    await expect(app.inspector.getByRole('textbox', { name: 'Name' })).toHaveValue('batch norm 6');
  });
});

test.describe('nodes', () => {
  test('deleted heal the gap; with Shift they leave it open', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('max pool2d 3');
    await page.keyboard.press('Delete');
    await app.expectNetwork('input1 conv2d2(1) flatten4(2) dense5(4)');
    await expect(app.problems).toHaveCount(0);
    await app.undo.click();
    await app.select('max pool2d 3');
    await page.keyboard.press('Shift+Delete');
    await app.expectNetwork('input1 conv2d2(1) flatten4(-) dense5(4)');
    await expect(app.card('flatten 4')).toHaveAccessibleName(/Problem: /);
  });

  test('duplicated stand beside the original and read the same', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    await page.keyboard.press('Control+d');
    await app.expectNetwork('input1 conv2d2(1) conv2d6(1) max_pool2d3(2) flatten4(3) dense5(4)');
  });

  test('copied are pasted into another design', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    await app.card('max pool2d 3').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    await app.openSample('LeNet-5');
    await expect(page.getByRole('button', { name: /^LeNet-5.*rename the design$/ })).toBeVisible();
    await app.canvas.focus();
    await page.keyboard.press('Control+v');
    const { length } = sample('lenet-5').graph.nodes;
    await app.expectDesign((opened) => opened.graph.nodes.slice(length).map((node) => node.op), ['conv2d', 'max_pool2d']);
    await expect(app.inspector.getByRole('heading', { name: '2 nodes' })).toBeVisible();
  });

  test('cut and pasted back keep what they read inside the piece', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('max pool2d 3');
    await app.card('flatten 4').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+x');
    await app.expectNetwork('input1 conv2d2(1) dense5(2)');
    await page.keyboard.press('Control+v');
    await app.expectNetwork('input1 conv2d2(1) dense5(2) max_pool2d6(-) flatten7(6)');
  });

  test('are replaced in place by another kind and keep their connections', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    await page.keyboard.press('r');
    const picker = page.getByRole('dialog', { name: 'Replace by' });
    await picker.getByRole('combobox').fill('depthwise 2d');
    await page.keyboard.press('Enter');
    await app.expectNetwork('input1 depthwise_conv2d2(1) max_pool2d3(2) flatten4(3) dense5(4)');
    await expect(app.card('depthwise conv2d 2')).toContainText('16×16×3');
  });

  test('a double press on the canvas asks what to add at that point', async ({ page, app }) => {
    await app.openDesign(small());
    await app.canvas.dblclick({ position: { x: 60, y: 120 } });
    await page.getByRole('dialog', { name: 'Add an operation' }).getByRole('option', { name: 'Input', exact: true }).click();
    await app.expectNetwork(`${SMALL} input6`);
    await app.expectDesign((opened) => Object.keys(opened.positions), ['6']);
  });
});

/** An addition that reads nothing yet. */
function addTo({ graph }: ReturnType<typeof branches>) {
  return { ...graph, nodes: [...graph.nodes, { id: '4', op: 'add', name: '', params: {}, inputs: [undefined, undefined] }] };
}

/** Presses an edge beside its line: its middle is the insert button, its ends are ports. */
async function clickBeside(edge: Locator, button: 'left' | 'right' = 'left'): Promise<void> {
  const start = (await edge.locator('.react-flow__edgeupdater-source').boundingBox())!;
  await edge.page().mouse.click(start.x + start.width / 2 + 8, start.y + start.height / 2, { button });
}
