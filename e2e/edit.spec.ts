/** Story: change a network: parameters, names, order, several nodes at once; undo; find; a baseline; the palette of commands. */
import { expect, test } from './fixtures.ts';
import { residualTower, sample, small } from './networks.ts';

const SMALL = 'input1 conv2d2(1) max_pool2d3(2) flatten4(3) dense5(4)';

test.describe('the inspector', () => {
  test('steps a parameter, shows what one step costs, and the numbers follow', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
    await expect(filters).toHaveValue('8');
    const cost = app.inspector
      .locator('.stepper')
      .filter({ has: page.getByRole('spinbutton', { name: 'Filters' }) })
      .locator('.stepper-cost');
    await expect(cost).toContainText(/\+.*B/);
    await expect(cost).toContainText(/\+.*[mµ]s/);
    const before = await app.gaugeText('SRAM');
    await page.getByRole('button', { name: 'Filters: more' }).click();
    await expect(filters).toHaveValue('9');
    await expect(app.card('conv2d 2')).toContainText('16×16×9');
    expect(await app.gaugeText('SRAM')).not.toBe(before);
    await page.getByRole('button', { name: 'Filters: less' }).click();
    await expect(app.gauge('SRAM')).toHaveAccessibleName(before);
  });

  test('takes arithmetic, also on the current value', async ({ app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
    for (const [typed, value] of [
      ['6*4', '24'],
      ['/2', '12'],
      ['+8', '20'],
      ['(3+1)x2', '8'],
      ['eight', '8'],
    ] as const) {
      await filters.fill(typed);
      await filters.press('Enter');
      await expect(filters).toHaveValue(value);
    }
  });

  test('scrubs a number by dragging its label, one undo entry for the whole drag', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    const box = (await app.inspector.getByText('Filters', { exact: true }).boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 70, box.y + 10, { steps: 10 });
    await page.mouse.up();
    const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
    await expect(filters).toHaveValue('18');
    await app.undo.click();
    await expect(filters).toHaveValue('8');
    await expect(app.undo).toBeDisabled();
  });

  test('offers what is not a number: choices, switches, shapes', async ({ app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    await app.inspector.getByRole('radio', { name: 'Valid' }).check();
    await expect(app.card('conv2d 2')).toContainText('14×14×8');
    await app.inspector.getByRole('combobox', { name: 'Activation' }).selectOption('ReLU6');
    await app.inspector.getByRole('checkbox', { name: 'Bias' }).uncheck();
    await app.expectDesign((design) => design.graph.nodes[1]!.params, {
      filters: 8,
      activation: 'relu6',
      padding: 'valid',
      bias: false,
    });
    await app.select('input 1');
    const shape = app.inspector.getByRole('textbox', { name: 'Shape' });
    await shape.fill('20x20x1');
    await shape.press('Enter');
    await expect(app.card('input 1')).toContainText('20×20×1');
  });

  test('changes several nodes at once, in one undo entry', async ({ page, app }) => {
    await app.openDesign(sample('ds-cnn'));
    await app.select('conv2d 4');
    await app.card('conv2d 6').click({ modifiers: ['Shift'] });
    await expect(app.inspector.getByRole('heading', { name: '2 nodes' })).toBeVisible();
    const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
    await filters.fill('48');
    await filters.press('Enter');
    await expect(app.card('conv2d 4')).toContainText('×48');
    await expect(app.card('conv2d 6')).toContainText('×48');
    await page.keyboard.press('Escape');
    await app.undo.click();
    await expect(app.card('conv2d 4')).toContainText('×64');
    await expect(app.undo).toBeDisabled();
  });

  test('feeds an input from a list', async ({ app }) => {
    await app.openDesign(small());
    await app.select('flatten 4');
    await app.inspector.getByRole('combobox', { name: 'Reads' }).selectOption('conv2d 2');
    await app.expectNetwork('input1 conv2d2(1) max_pool2d3(2) flatten4(2) dense5(4)');
    await app.inspector.getByRole('combobox', { name: 'Reads' }).selectOption('not connected');
    await app.expectNetwork('input1 conv2d2(1) max_pool2d3(2) flatten4(-) dense5(4)');
  });
});

test.describe('names', () => {
  test('are changed on the card, in the inspector, and come back when emptied', async ({ page, app }) => {
    await app.openDesign(small());
    await app.card('conv2d 2').dblclick();
    const field = app.canvas.getByRole('textbox', { name: 'Name of the node' });
    await field.fill('stem');
    await field.press('Enter');
    await expect(app.card('stem')).toBeVisible();
    await app.select('stem');
    const name = app.inspector.getByRole('textbox', { name: 'Name' });
    await name.fill('first layer');
    await name.press('Enter');
    await expect(app.card('first layer')).toBeVisible();
    await page.keyboard.press('Escape');
    await app.select('first layer');
    await name.fill('');
    await name.press('Enter');
    await expect(app.card('conv2d 2')).toBeVisible();
  });

  test('of the design is changed in the bar, and is the title of the page', async ({ page, app }) => {
    await app.openDesign(small());
    await page.getByRole('button', { name: 'Small: rename the design' }).click();
    const field = page.getByRole('textbox', { name: 'Name of the design' });
    await field.fill('Wake word');
    await field.press('Enter');
    await expect(page).toHaveTitle('Wake word · Tinyscape');
    await app.expectDesign((design) => design.name, 'Wake word');
  });
});

test.describe('undo and redo', () => {
  test('go all the way back and forth again', async ({ page, app }) => {
    await app.openDesign(small());
    for (const name of ['Add Softmax', 'Add ReLU', 'Add Tanh']) await app.run(name);
    await app.select('dense 5');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+d');
    await expect(app.cards).toHaveCount(11);
    for (let i = 0; i < 6; i++) await app.undo.click();
    await app.expectNetwork(SMALL);
    await expect(app.undo).toBeDisabled();
    for (let i = 0; i < 6; i++) await app.redo.click();
    await expect(app.cards).toHaveCount(11);
    await expect(app.redo).toBeDisabled();
  });

  test('take quick presses of a stepper as one gesture, and a pause as two', async ({ page, app }) => {
    await app.openDesign(small());
    await app.select('conv2d 2');
    const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
    const more = page.getByRole('button', { name: 'Filters: more' });
    // In one go: between presses of their own a busy machine lets more time pass than a gesture may pause.
    await more.click({ clickCount: 4 });
    await expect(filters).toHaveValue('12');
    await filters.press('Enter');
    await more.click();
    await expect(filters).toHaveValue('13');
    await app.undo.click();
    await expect(filters).toHaveValue('12');
    await app.undo.click();
    await expect(filters).toHaveValue('8');
  });

  test('take a drag of a card as one entry', async ({ app }) => {
    await app.openDesign(small());
    const before = (await app.card('dense 5').boundingBox())!;
    await app.drag(app.card('dense 5').locator('.card-name'), { x: before.x - 120, y: before.y });
    await app.expectDesign((design) => Object.keys(design.positions), ['5']);
    await app.undo.click();
    await app.expectDesign((design) => design.positions, {});
    await expect(app.undo).toBeDisabled();
    await expect.poll(async () => Math.round((await app.card('dense 5').boundingBox())!.x)).toBe(Math.round(before.x));
  });
});

test('the running order changes one place at a time, and the outline shows it', async ({ page, app }) => {
  await app.openDesign(sample('unas-branches'));
  await app.build('Outline');
  await expect(app.outline).toBeVisible();
  const order = async (): Promise<readonly string[]> => (await app.outline.locator('.outline-name').allTextContents()).slice(2, 5);
  await expect.poll(order).toHaveLength(3);
  const before = await order();
  await app.outline.getByRole('row', { name: before[1]! }).click();
  await page.getByRole('toolbar', { name: 'Outline' }).getByRole('button', { name: 'Run earlier' }).click();
  await expect.poll(order).toEqual([before[1], before[0], before[2]]);
  await app.canvas.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(before);
});

test('find brings a node into view, by name, kind or parameters', async ({ page, app }) => {
  await app.openDesign(residualTower(30));
  await app.canvas.focus();
  await page.keyboard.press('/');
  const find = page.getByRole('dialog', { name: 'Find a node' });
  await find.getByRole('combobox').fill('global average');
  await find.getByRole('option').click();
  await expect(app.inspector.getByRole('textbox', { name: 'Name' })).toHaveValue(/global avg pool/);
  await expect(app.card(await app.inspector.getByRole('textbox', { name: 'Name' }).inputValue())).toBeInViewport();
});

test('a pinned baseline stands beside every number until it is let go', async ({ page, app }) => {
  await app.openDesign(small());
  await page.keyboard.press('b');
  await app.select('conv2d 2');
  const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
  await filters.fill('16');
  await filters.press('Enter');
  const change = app.inspector.getByText('against the baseline');
  await expect(change.first()).toBeVisible();
  await app.leaveSelection();
  const totals = app.summary.getByRole('region', { name: 'Totals' });
  await expect(totals.getByText('against the baseline')).toHaveCount(4);
  await app.undo.click();
  await expect(totals.getByText('against the baseline')).toHaveCount(0);
  await app.redo.click();
  await totals.getByRole('button', { name: 'Pin a baseline' }).click();
  await expect(totals.getByText('against the baseline')).toHaveCount(0);
});

test('auto-layout forgets where cards were dragged, and turning lays the network on its side', async ({ page, app }) => {
  await app.openDesign({ ...small(), positions: { 5: [600, 40] } });
  const toolbar = page.getByRole('toolbar', { name: 'Canvas' });
  await toolbar.getByRole('button', { name: 'Lay out automatically' }).click();
  await app.expectDesign((design) => design.positions, {});
  const middles = async (): Promise<readonly number[]> =>
    Promise.all((await app.cards.all()).map(async (card) => Math.round((await card.boundingBox())!.x)));
  await expect.poll(async () => new Set(await middles()).size).toBe(1);
  await toolbar.getByRole('button', { name: 'Flow left to right' }).click();
  await expect.poll(async () => new Set(await middles()).size).toBe(5);
});

test('several nodes are selected by a box, by Shift, and all at once', async ({ page, app }) => {
  await app.openDesign(small());
  const first = (await app.card('input 1').boundingBox())!;
  const second = (await app.card('conv2d 2').boundingBox())!;
  await page.keyboard.down('Shift');
  await page.mouse.move(first.x - 40, first.y - 10);
  await page.mouse.down();
  await page.mouse.move(second.x + second.width + 20, second.y + second.height - 5, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(app.inspector.getByRole('heading', { name: '2 nodes' })).toBeVisible();
  await app.card('dense 5').click({ modifiers: ['Shift'] });
  await expect(app.inspector.getByRole('heading', { name: '3 nodes' })).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(app.inspector.getByRole('heading', { name: '5 nodes' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.summary).toBeVisible();
});

test('the command palette runs actions and adds operations', async ({ page, app }) => {
  await app.openDesign(small());
  await app.run('Add Softmax');
  await app.expectNetwork(`${SMALL} softmax6(5)`);
  await app.run('Flow left to right');
  await expect(page.getByRole('button', { name: 'Flow left to right' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('xyzzy');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
});

test('the shortcut sheet lists what the keys do', async ({ page, app }) => {
  await app.openDesign(small());
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByText('Delete and leave the gap')).toBeVisible();
  await expect(sheet.getByText('Follow an edge; across the flow, the next card')).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});
