/** Story: look closer, in the panels below the canvas: memory map, layers, chips, hints, compare. */
import type { Locator } from '@playwright/test';
import { formatBytes, formatCount, formatMilliseconds } from '../src/core/base/format.ts';
import { CHIPS } from '../src/core/mcu/catalogue.ts';
import { RUNTIMES } from '../src/core/runtime/runtimes.ts';
import { estimateOf, jsonFile, tfliteFile } from './command-line.ts';
import { expect, test } from './fixtures.ts';
import { linkTo, sample, small } from './networks.ts';

test.describe('the memory map', () => {
  test('draws a block for each buffer and names it under the pointer', async ({ app }) => {
    await app.openDesign(sample('resnet-8'));
    const panel = await app.showPanel('Memory map');
    const { sram } = await estimateOf(await jsonFile(sample('resnet-8')));
    const map = panel.getByRole('img', {
      name: new RegExp(`^Memory map: \\d+ buffers in ${sram.activations} bytes, the peak at operator `),
    });
    await expect(map).toBeVisible();
    await expect(panel.getByText('Point at a block to see what it holds.')).toBeVisible();
    await map.locator('.memory-block').filter({ hasText: '16 KiB' }).first().hover();
    await expect(panel.getByText(/^(conv2d|add) \d+$/)).toBeVisible();
    await expect(panel.getByText(/16\sKiB at [\d,]+/)).toBeVisible();
  });

  test('leads from a block to its node', async ({ app }) => {
    await app.openDesign(sample('resnet-8'));
    const panel = await app.showPanel('Memory map');
    await panel.locator('.memory-block').filter({ hasText: '16 KiB' }).first().click();
    await expect(app.inspector).toBeVisible();
  });

  test('shows file order against best order with the lower bound, as the command line prints them', async ({ page, app }) => {
    const design = sample('unas-branches');
    await app.openDesign(design);
    const panel = await app.showPanel('Memory map');
    const { sram } = await estimateOf(await jsonFile(design));
    expect(sram.bestOrder.activations).toBeLessThan(sram.activations);
    const facts = panel.getByRole('definition');
    await expect(facts.nth(0)).toContainText(formatBytes(sram.activations));
    await expect(facts.nth(1)).toContainText(formatBytes(sram.bestOrder.activations));
    await expect(facts.nth(2)).toContainText(formatBytes(sram.bestOrder.lowerBound));
    await expect(panel.getByRole('img', { name: `in ${sram.activations} bytes` })).toBeVisible();
    await panel.getByRole('radio', { name: 'Best order' }).check();
    await expect(panel.getByRole('img', { name: `in ${sram.bestOrder.activations} bytes` })).toBeVisible();
    await panel.getByRole('button', { name: 'Run in this order' }).click();
    await app.expectDesign((opened) => opened.order, 'best');
    const activations = app.figure('Activations');
    await expect(activations).toContainText(formatBytes(sram.bestOrder.activations));
    await app.undo.click();
    await expect(activations).toContainText(formatBytes(sram.activations));
    await page.keyboard.press('Control+j');
    await expect(panel).toBeHidden();
  });
});

test.describe('the layers table', () => {
  test('has a row for each node, sorts by any column, and selects on the canvas', async ({ app }) => {
    await app.openDesign(sample('ds-cnn'));
    const table = (await app.showPanel('Layers')).getByRole('table', { name: 'Layers' });
    const rows = table.getByRole('row');
    await expect(rows).toHaveCount(1 + sample('ds-cnn').graph.nodes.length);
    const macs = table.getByRole('columnheader', { name: 'MACs' });
    await macs.getByRole('button').click();
    await expect(macs).toHaveAttribute('aria-sort', 'descending');
    await expect(rows.nth(1)).toContainText('conv2d 4');
    await macs.getByRole('button').click();
    await expect(macs).toHaveAttribute('aria-sort', 'ascending');
    await macs.getByRole('button').click();
    await expect(rows.nth(1)).toContainText('input 1');
    await rows.nth(3).click();
    await expect(app.inspector.getByRole('textbox', { name: 'Name' })).toHaveValue('depthwise conv2d 3');
  });

  test('is copied as CSV and Markdown, its columns summing to the totals', async ({ page, context, app }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.openDesign(sample('ds-cnn'));
    const panel = await app.showPanel('Layers');
    await panel.getByRole('button', { name: 'CSV' }).click();
    await expect(panel.getByRole('button', { name: 'Copied' })).toBeVisible();
    const [header, ...rows] = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n').map((line) => line.split(','));
    const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[header!.indexOf(name)]), 0);
    const printed = await estimateOf(await jsonFile(sample('ds-cnn')));
    expect(rows).toHaveLength(sample('ds-cnn').graph.nodes.length);
    expect(sum('MACs')).toBe(printed.macs);
    expect(sum('Params')).toBe(printed.params);
    await expect(app.figure('MACs')).toContainText(formatCount(printed.macs));
    await panel.getByRole('button', { name: 'Markdown' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\| # \| Node \| Kind \|/);
  });
});

test.describe('the chips matrix', () => {
  test('has every chip with every runtime, and says what binds and by how much', async ({ app }) => {
    await app.openDesign(sample('mobilenet-v1'));
    const table = (await app.showPanel('Chips')).getByRole('table', { name: 'Chips' });
    await expect(app.panels.getByText(/fits \d+ of \d+ chips/)).toContainText(`of ${CHIPS.length} chips`);
    const pairs = CHIPS.flatMap((chip) => Object.values(RUNTIMES).filter((runtime) => runtime.runsOn(chip.core)));
    expect(await table.getByRole('row').count()).toBeGreaterThanOrEqual(CHIPS.length);
    expect(await table.getByRole('row').count()).toBeLessThanOrEqual(1 + pairs.length);
    const blue = table.getByRole('row', { name: /STM32F103C8 .*TFLM, reference kernels/ });
    const { sram, flash } = await estimateOf(
      await jsonFile(sample('mobilenet-v1')),
      '--chip',
      'stm32f103c8',
      '--runtime',
      'tflm-reference',
    );
    const worse = sram.total / sram.available > flash.total / flash.available ? sram : flash;
    await expect(blue.getByText(`${worse === sram ? 'SRAM' : 'flash'} +${formatBytes(worse.total - worse.available)}`)).toBeVisible();
    await expect(blue).toContainText(`${formatBytes(sram.total)} of ${formatBytes(sram.available)}`);
  });

  test('is narrowed by words and to what fits, and a row is a choice', async ({ app }) => {
    await app.openDesign(sample('mobilenet-v1'));
    const panel = await app.showPanel('Chips');
    await panel.getByRole('searchbox', { name: 'Filter chips' }).fill('stm32 m7 cmsis');
    await panel.getByRole('checkbox', { name: 'only where it fits' }).check();
    const rows = panel.getByRole('table').getByRole('row');
    await expect(panel.getByText(/[+]\d/)).toHaveCount(0);
    await expect(rows.nth(1)).toContainText('cortex-m7');
    const name = (await rows.nth(1).getByRole('cell').first().textContent()) ?? '';
    await rows.nth(1).click();
    await app.expectDesign((design) => CHIPS.find((chip) => chip.id === design.chip)?.name, name);
    await app.undo.click();
    await app.expectDesign((design) => design.chip, sample('mobilenet-v1').chip);
  });
});

/** Waits until the hints are all weighed: until then their list grows and is sorted anew. */
async function found(panel: Locator): Promise<void> {
  await expect(panel.getByRole('listitem').first()).toBeVisible();
  await expect(panel.getByText(/looking/i)).toHaveCount(0);
}

test.describe('hints', () => {
  test('name the peak and offer at least three edits, each with its effect', async ({ app }) => {
    await app.openDesign(sample('mobilenet-v1'));
    const panel = await app.showPanel('Hints');
    await expect(panel.getByText(/SRAM peaks while ".+" runs/)).toBeVisible();
    await found(panel);
    const hints = panel.getByRole('listitem');
    expect(await hints.count()).toBeGreaterThanOrEqual(3);
    for (const hint of await hints.all()) await expect(hint.getByRole('definition').first()).toContainText(/^[+−][\d.]/);
  });

  test('change the totals by what they said, and undo takes them back', async ({ app }) => {
    await app.openDesign(sample('resnet-8'));
    const panel = await app.showPanel('Hints');
    await found(panel);
    const totals = app.summary.getByRole('region', { name: 'Totals' });
    const before = await totals.getByRole('button', { name: 'SRAM: ' }).textContent();
    for (const at of [0, 1, 2]) {
      const hint = panel.getByRole('listitem').nth(at);
      const promised = await promises(hint);
      expect(promised.size).toBeGreaterThan(0);
      await hint.getByRole('button', { name: 'Apply' }).click();
      for (const [total, value] of promised) await expect(totals.getByRole('button', { name: `${total}: ` })).toContainText(value);
      await app.undo.click();
      await expect(totals.getByRole('button', { name: 'SRAM: ' })).toHaveText(before!);
      await found(panel);
    }
  });

  test('wait for a network', async ({ app }) => {
    await app.open();
    await expect((await app.showPanel('Hints')).getByText(/Open a sample or add an operation/)).toBeVisible();
  });
});

test.describe('compare', () => {
  test('with a link lists what differs, side by side', async ({ app }) => {
    const other = { ...small(), name: 'Wider' };
    const nodes = other.graph.nodes.map((node) => (node.op === 'conv2d' ? { ...node, params: { ...node.params, filters: 16 } } : node));
    await app.openDesign(small());
    const panel = await app.showPanel('Compare');
    await panel
      .getByRole('textbox', { name: 'Link to compare with' })
      .fill(`https://example.org/${linkTo({ ...other, graph: { ...other.graph, nodes } })}`);
    await panel.getByRole('button', { name: 'Compare', exact: true }).click();
    const totals = panel.getByRole('table', { name: 'Totals side by side' });
    await expect(totals.getByRole('columnheader', { name: 'Wider' })).toBeVisible();
    await expect(totals.getByRole('row', { name: 'SRAM' })).toContainText(/−[\d.]+\s?(KiB|B)/);
    await expect(panel.getByText('1 difference', { exact: false })).toBeVisible();
    await expect(panel.getByRole('table', { name: 'Nodes side by side' })).toContainText('Filters 16 → 8');
    await panel.getByRole('checkbox', { name: 'only differences' }).check();
    await expect(panel.getByRole('table', { name: 'Nodes side by side' }).getByRole('row')).toHaveCount(2);
    await panel.getByRole('button', { name: 'Choose another' }).click();
    await expect(panel.getByRole('button', { name: 'Open a file' })).toBeVisible();
  });

  test('with a file shows the numbers of both', async ({ app }) => {
    const file = await tfliteFile(sample('ds-cnn'), 'keywords.tflite');
    await app.openDesign({ ...small(), chip: 'stm32l4r5zi' });
    const panel = await app.showPanel('Compare');
    await app.pickFile(() => panel.getByRole('button', { name: 'Open a file' }).click(), file);
    const { latency } = await estimateOf(file);
    const totals = panel.getByRole('table', { name: 'Totals side by side' });
    await expect(totals.getByRole('row', { name: 'Latency' })).toContainText(formatMilliseconds(latency.ms!));
    await app.expectDesign((design) => design.name, 'Small');
  });

  test('says what is wrong with a file that is none', async ({ app }) => {
    await app.openDesign(small());
    const panel = await app.showPanel('Compare');
    const buffer = Buffer.from('not a network');
    await app.pickFile(() => panel.getByRole('button', { name: 'Open a file' }).click(), {
      name: 'note.txt',
      mimeType: 'text/plain',
      buffer,
    });
    await expect(app.errors).toHaveCount(1);
    await expect(app.errors).toContainText('note.txt');
  });

  test('takes the pinned baseline', async ({ page, app }) => {
    await app.openDesign(small());
    await page.keyboard.press('b');
    const panel = await app.showPanel('Compare');
    await panel.getByRole('button', { name: 'The pinned baseline' }).click();
    await expect(panel.getByText('the same network')).toBeVisible();
  });
});

/** What a hint says the totals will be, by total: its tips read "58.2 KiB → 42.2 KiB". */
async function promises(hint: Locator): Promise<ReadonlyMap<'SRAM' | 'Flash' | 'Latency', string>> {
  const promised = new Map<'SRAM' | 'Flash' | 'Latency', string>();
  for (const total of ['SRAM', 'Flash', 'Latency'] as const) {
    const effect = hint
      .locator('div')
      .filter({ has: hint.page().getByText(total, { exact: true }) })
      .getByRole('definition');
    if ((await effect.count()) === 0) continue;
    const tip = (await effect.getAttribute('data-tip')) ?? '';
    promised.set(total, tip.split(' → ')[1] ?? '');
  }
  return promised;
}
