/** Story: open a network, by file, sample or from nothing, and read what it costs. */
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import type { Locator } from '@playwright/test';
import { formatMicrojoules, formatMilliseconds } from '../src/core/base/format.ts';
import type { Design } from '../src/core/document/design.ts';
import { CHIPS } from '../src/core/mcu/catalogue.ts';
import { estimateOf, jsonFile, tfliteFile, type EstimateJson } from './command-line.ts';
import { dropFile, pasteFile } from './hand-file.ts';
import { expect, test } from './fixtures.ts';
import { design, linkTo, sample, SAMPLES, small } from './networks.ts';
import { leadingNumber, type App } from './app.ts';

const LIMITS = ['SRAM', 'Flash', 'Latency', 'Energy'] as const;

test.describe('a .tflite file', () => {
  for (const id of ['ds-cnn', 'resnet-8', 'accelerometer-cnn']) {
    test(`of ${id} is drawn, and its totals are those the command line prints`, async ({ app }) => {
      const file = await tfliteFile(sample(id), `${id}.tflite`);
      const printed = await estimateOf(file);
      await app.open();
      await pick(app, file);
      await expect(app.cards.first()).toBeVisible();
      await expectPrinted(app, printed);
      await expect(app.figure('Operators on the chip')).toContainText(String(printed.ops));
    });
  }

  test('dropped anywhere on the page opens', async ({ page, app }) => {
    const file = await tfliteFile(small(), 'small.tflite');
    await app.open();
    await dropFile(page, file, 'small.tflite');
    await expect(app.cards).toHaveCount(5);
    await expect(page.getByRole('button', { name: /^small.*: rename the design$/ })).toBeVisible();
    await expect(app.errors).toHaveCount(0);
  });

  test('pasted opens', async ({ page, app }) => {
    const file = await tfliteFile(small(), 'small.tflite');
    await app.open();
    await pasteFile(page, file, 'small.tflite');
    await expect(app.cards).toHaveCount(5);
  });

  test('costs after a reload what it cost when it was opened', async ({ page, app }) => {
    await app.open();
    await pick(app, await tfliteFile(sample('lenet-5')));
    await expect(app.cards.first()).toBeVisible();
    const before = await Promise.all(LIMITS.slice(0, 3).map((limit) => app.gaugeText(limit)));
    await app.expectDesign((opened) => opened.origin?.fileName, 'model.tflite');
    await page.reload();
    await expect(app.cards.first()).toBeVisible();
    expect(await Promise.all(LIMITS.slice(0, 3).map((limit) => app.gaugeText(limit)))).toEqual(before);
  });
});

test('a design as JSON opens with the numbers the command line prints for it', async ({ app }) => {
  const file = await jsonFile(sample('inverted-residuals'));
  await app.open();
  await pick(app, file);
  await expectPrinted(app, await estimateOf(file));
});

test('every node shows its output shape and its share of the cost', async ({ app }) => {
  await app.openDesign(small());
  await expect(app.card('conv2d 2')).toContainText('16×16×8');
  await expect(app.card('max pool2d 3')).toContainText('8×8×8');
  await expect(app.card('flatten 4')).toContainText('512');
  await expect(app.card('dense 5')).toContainText('4');
  for (const card of await app.cards.all()) await expect(card).toContainText(/\d\s?%/);
});

test('the lens decides which cost the shares are of', async ({ page, app }) => {
  await app.openDesign(small());
  const share = app.card('dense 5').locator('.card-share');
  const shares: (string | null)[] = [];
  for (const lens of ['Latency', 'SRAM', 'Flash', 'MACs']) {
    await page.getByRole('radio', { name: lens }).check();
    shares.push(await share.textContent());
  }
  expect(new Set(shares).size).toBeGreaterThan(2);
});

test('each total has its margin, says how sure it is, and opens to a receipt whose rows sum to it', async ({ page, app }) => {
  await app.openDesign({ ...sample('ds-cnn'), budgets: { latencyMs: 100, energyMicrojoules: 500 } });
  const totals = app.summary.getByRole('region', { name: 'Totals' });
  await expect(totals.getByText(/ (free of|over the) /)).toHaveCount(4);
  await expect(totals.getByText(/^(exact|measured|modelled|quoted|unknown)( ±\d+\s%)?$/)).toHaveCount(4);
  for (const limit of LIMITS) {
    const receipts = (await app.openReceipt(limit)).getByRole('region');
    await expect(receipts.first()).toBeVisible();
    for (const receipt of await receipts.all()) await expectSum(receipt);
    await page.keyboard.press('Escape');
    await expect(receipts).toHaveCount(0);
  }
});

test('a figure that is not known says why', async ({ app }) => {
  const chip = CHIPS.find(({ activeMilliamps }) => activeMilliamps === undefined)!;
  await app.openDesign({ ...sample('sine-mlp'), chip: chip.id });
  const totals = app.summary.getByRole('region', { name: 'Totals' });
  await expect(totals.getByText('unknown: The energy of this chip and runtime is not known.')).toBeAttached();
});

test('all nine samples open without a problem, and fit the chip they are for', async ({ page, app }) => {
  await app.open();
  for (const { name, design: make } of SAMPLES) {
    await app.openSample(name);
    await expect(page.getByRole('button', { name: `${make().name}: rename the design` })).toBeVisible();
    await expect(app.cards.first()).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Fits' })).toBeVisible();
    await expect(app.problems).toHaveCount(0);
    await app.expectDesign((opened) => opened.graph.nodes.length, make().graph.nodes.length);
  }
  await expect(app.errors).toHaveCount(0);
});

test('an empty design says what to do next, and one press starts the drawing', async ({ page, app }) => {
  await app.open();
  await expect(page.getByRole('heading', { name: 'An empty design' })).toBeVisible();
  await page.getByRole('button', { name: 'Add an input' }).click();
  await expect(app.card('input 1')).toBeVisible();
  await app.build('Open');
  await page.getByRole('complementary', { name: 'Build' }).getByRole('button', { name: 'New' }).click();
  await expect(page.getByRole('heading', { name: 'An empty design' })).toBeVisible();
});

test('what was worked on before can be opened again', async ({ page, app }) => {
  await app.open();
  await app.openSample('LeNet-5');
  await app.run('Add Softmax');
  await app.openSample('ResNet-8');
  await page
    .getByRole('region', { name: 'Recent designs' })
    .getByRole('button', { name: /^LeNet-5/ })
    .click();
  await expect(page.getByRole('button', { name: /^LeNet-5.*rename the design$/ })).toBeVisible();
});

test('the longest network that a design may hold opens, and can be edited', async ({ page, app }) => {
  await app.openDesign(reluChain(2000));
  await expect(app.card('input 1')).toBeVisible();
  await app.canvas.focus();
  await page.keyboard.press('End');
  await expect(app.card('relu 2000')).toBeInViewport();
  await page.keyboard.press('Delete');
  await app.expectDesign(({ graph }) => graph.nodes.length, 1999);
});

test.describe('a bad file gives one message that names it, and keeps the design', () => {
  const bad: readonly (readonly [what: string, name: string, make: () => Promise<Uint8Array>])[] = [
    ['a truncated .tflite', 'cut.tflite', async () => (await smallFile()).subarray(0, 700)],
    ['a .tflite with a wild offset', 'wild.tflite', async () => withBytes(await smallFile(), 0, [0xff, 0xff, 0xff, 0x7f])],
    ['random bytes', 'noise.tflite', async () => noise(40_000)],
    ['random bytes that claim to be a .tflite', 'posing.bin', async () => withBytes(noise(40_000), 4, [0x54, 0x46, 0x4c, 0x33])],
    ['megabytes of zeros', 'zeros.tflite', async () => new Uint8Array(6_000_000)],
    ['megabytes of zeros as JSON', 'zeros.json', async () => new Uint8Array(6_000_000)],
    ['broken JSON', 'broken.json', async () => new TextEncoder().encode('{"version": 1, "name": ')],
    ['JSON of something else', 'package.json', async () => new TextEncoder().encode('{"name": "left-pad", "version": "1.3.0"}')],
    ['a design of a later version', 'later.json', async () => new TextEncoder().encode('{"version": 99, "graph": {}}')],
    ['an empty file', 'empty.tflite', async () => new Uint8Array(0)],
  ];
  for (const [what, name, make] of bad) {
    test(what, async ({ app }) => {
      const buffer = Buffer.from(await make());
      await app.openDesign(small());
      await app.pickFile(() => app.page.keyboard.press('Control+o'), { name, mimeType: 'application/octet-stream', buffer });
      await expect(app.errors).toHaveCount(1);
      await expect(app.errors).toContainText(name);
      await expect(app.cards).toHaveCount(5);
      await app.expectDesign((opened) => opened.graph, small().graph);
    });
  }
});

test.describe('a bad link gives one message and no blank page', () => {
  const good = linkTo(small());
  const bad: readonly (readonly [what: string, fragment: string])[] = [
    ['cut off', good.slice(0, good.length / 2)],
    ['of a later version', '#d=99.abcdef'],
    ['of random characters', '#d=1.Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy'],
    ['longer than any design', `#d=1.${'A'.repeat(300_000)}`],
    ['that inflates without end', `#d=1.${bomb()}`],
    ['of more nodes than can be drawn', linkTo(reluChain(2001))],
    ['of more edges than can be drawn', linkTo(thicket())],
  ];
  for (const [what, fragment] of bad) {
    test(`a link ${what}, first thing`, async ({ app }) => {
      await app.open(fragment);
      await expect(app.errors).toHaveCount(1);
      await expect(app.errors).toContainText('This link cannot be opened');
      await expect(app.page.getByRole('heading', { name: 'An empty design' })).toBeVisible();
    });
  }

  test('put into the address of an open design, it keeps the design', async ({ page, app }) => {
    await app.openDesign(small());
    for (const [at, [, fragment]] of bad.entries()) {
      await page.evaluate((hash) => (location.hash = hash), fragment);
      await expect(app.errors).toHaveCount(at + 1);
      await expect(app.cards).toHaveCount(5);
    }
    await expect.poll(() => new URL(page.url()).hash).toBe(good);
  });
});

/** Presses "Open a file" and chooses the one at the path. */
async function pick(app: App, path: string): Promise<void> {
  await app.build('Open');
  const build = app.page.getByRole('complementary', { name: 'Build' });
  await app.pickFile(() => build.getByRole('button', { name: 'Open a file' }).click(), path);
}

/** The totals of the summary are the command line's, to the byte where they are bytes. */
async function expectPrinted(app: App, { sram, flash, latency, energy }: EstimateJson): Promise<void> {
  for (const [total, value] of [['SRAM', sram.total] as const, ['Flash', flash.total] as const]) {
    const receipt = (await app.openReceipt(total)).getByRole('region', { name: total, exact: true });
    await expect(receipt).toContainText(`${total}${value.toLocaleString('en-US')}\u202FB`);
    await app.page.keyboard.press('Escape');
    await expect(receipt).toHaveCount(0);
  }
  const totals = app.summary.getByRole('region', { name: 'Totals' });
  await expect(totals.getByRole('button', { name: 'Latency: ' })).toContainText(formatMilliseconds(latency.ms!));
  await expect(totals.getByRole('button', { name: 'Energy: ' })).toContainText(formatMicrojoules(energy.microjoules!));
}

/** The rows of a receipt add up to its head. */
async function expectSum(receipt: Locator): Promise<void> {
  const head = (await receipt.locator('.receipt-head span').last().textContent()) ?? '';
  const cells = await receipt.getByRole('cell').allTextContents();
  expect(cells.length).toBeGreaterThan(0);
  const sum = cells.reduce((total, cell) => total + leadingNumber(cell), 0);
  expect(sum, `${await receipt.getAttribute('aria-label')}: ${cells.join(' + ')}`).toBeCloseTo(leadingNumber(head), 6);
}

async function smallFile(): Promise<Uint8Array> {
  return new Uint8Array(await readFile(await tfliteFile(small())));
}

function withBytes(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set(values, at);
  return changed;
}

/** Bytes of a small generator, the same each time. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24);
}

function reluChain(nodes: number): Design {
  return design('Chain', (net) => {
    let value = net.add('input', { shape: [4] });
    for (let i = 1; i < nodes; i++) value = net.add('relu', {}, value);
  });
}

/** 1,000 nodes that read the 200 before them each. */
function thicket(): Design {
  return design('Thicket', (net) => {
    const all = [net.add('input', { shape: [4] })];
    for (let i = 1; i < 1000; i++) all.push(net.add('concat', {}, ...all.slice(-200)));
  });
}

/** A link of a few ten thousand characters that would inflate to 60 MB. */
function bomb(): string {
  return deflateRawSync(Buffer.alloc(60_000_000, '[')).toString('base64url');
}
