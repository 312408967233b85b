/** Story: run the network on an input, look at any tensor, and see how far the chip's integers are from float32. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { App } from './app.ts';
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { sample } from './networks.ts';

const FIXTURES = join(import.meta.dirname, '../src/testing/fixtures/keras');

async function openRun(app: App): Promise<Locator> {
  const panel = await app.showPanel('Run');
  await panel.getByRole('button', { name: 'Run on a generated input' }).click();
  await expect(panel.getByText(/^Ran in /)).toBeVisible();
  return panel;
}

async function show(panel: Locator, view: string): Promise<void> {
  await panel.getByRole('radio', { name: view, exact: true }).check();
}

test('a generated input runs, and the selection picks the tensor that is shown', async ({ app }) => {
  await app.openDesign(sample('resnet-8'));
  const panel = await openRun(app);
  await expect(panel.getByText('Whole network')).toBeVisible();
  await expect(panel.getByText(/^Largest: \d/)).toBeVisible();
  await expect(panel.getByText(/random ones stand in/)).toBeVisible();
  await app.select('conv2d 2');
  await expect(panel.getByRole('img', { name: /^16 tiles of 32 by 32/ })).toBeVisible();
  await panel.getByRole('combobox', { name: 'Tensor' }).selectOption({ label: 'kernel, 16x3x3x3 int8' });
  await expect(panel.getByRole('img', { name: /^48 tiles of 3 by 3/ })).toBeVisible();
  await panel.getByRole('radio', { name: 'Difference', exact: true }).check();
  await expect(panel.getByRole('img', { name: /^48 tiles of 3 by 3/ })).toBeVisible();
});

test('the table of errors sorts, and a click selects the node', async ({ app }) => {
  await app.openDesign(sample('lenet-5'));
  const panel = await openRun(app);
  await show(panel, 'Error per layer');
  await panel.getByRole('button', { name: 'Signal to noise, dB' }).click();
  await expect(panel.getByRole('columnheader', { name: 'Signal to noise, dB' })).toHaveAttribute('aria-sort', 'descending');
  await panel.getByRole('row').nth(1).getByRole('button').click();
  await expect(app.inspector).toBeVisible();
  await expect(panel.locator('tr[data-selected]').first()).toBeVisible();
});

test('an edit runs again, and weights that no longer fit are filled with random ones', async ({ app, page }) => {
  await app.open();
  await app.pickFile(async () => page.keyboard.press('Control+o'), join(FIXTURES, 'keras2_lenet.h5'));
  await expect(app.cards.first()).toBeVisible();
  const panel = await openRun(app);
  await expect(panel.getByText('Weights from keras2_lenet.h5')).toBeVisible();
  await show(panel, 'Error per layer');
  await panel.getByRole('row').filter({ hasText: 'FULLY_CONNECTED' }).last().getByRole('button').click();
  await app.inspector.getByRole('spinbutton', { name: 'Units' }).fill('7');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('alert')).toContainText('do not fit the network as edited');
  await panel.getByRole('button', { name: 'Fill with random weights' }).click();
  await expect(panel.getByText(/^Ran in /)).toBeVisible();
  await expect(panel.getByText('Weights from keras2_lenet.h5, partly random since an edit')).toBeVisible();
});

test('weights of an opened file survive a reload', async ({ app, page }) => {
  await app.open();
  await app.pickFile(async () => page.keyboard.press('Control+o'), join(FIXTURES, 'keras3_residual.keras'));
  const weights = app.summary.getByRole('region', { name: 'Weights' });
  await expect(weights).toContainText('from keras3_residual.keras');
  await app.expectDesign((design) => design.graph.nodes.length > 3, true);
  await page.reload();
  await expect(app.summary.getByRole('region', { name: 'Weights' })).toContainText('from keras3_residual.keras');
});

test('numbers, a picture, a drawing and a file of values go in', async ({ app, page }) => {
  await app.openDesign(sample('lenet-5'));
  const panel = await openRun(app);
  const kind = panel.getByRole('combobox', { name: /^Input/ });
  await kind.selectOption('Numbers');
  const numbers = panel.getByRole('textbox', { name: 'Numbers' });
  await numbers.fill('1 2 x');
  await expect(panel.getByText('"x" is not a number')).toBeVisible();
  await numbers.fill('0.5 '.repeat(28 * 28));
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(panel.getByText('Running on 784 numbers')).toBeVisible();

  await kind.selectOption('Image file');
  const picture = await readFile(join(import.meta.dirname, '../public/icon-192.png'));
  await app.pickFile(async () => panel.getByRole('button', { name: 'Choose a picture' }).click(), {
    name: 'seven.png',
    mimeType: 'image/png',
    buffer: picture,
  });
  await expect(panel.getByRole('img', { name: 'seven.png at 28 by 28' })).toBeVisible();
  await expect(panel.getByText('Running on seven.png')).toBeVisible();

  await kind.selectOption('Drawing');
  const paper = panel.getByRole('img', { name: /^Paper to draw on/ });
  await paper.focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowDown');
  await expect(panel.getByText('Running on a drawing')).toBeVisible();

  await kind.selectOption('File of values (.npy, .bin)');
  const values = new Float32Array(28 * 28).fill(0.25);
  await app.pickFile(async () => panel.getByRole('button', { name: 'Choose a file' }).click(), {
    name: 'x.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(values.buffer),
  });
  await expect(panel.getByText('Running on x.bin')).toBeVisible();
  await expect(panel.getByText(/^Ran in /)).toBeVisible();
});

test('a recording becomes the features the network reads', async ({ app }) => {
  await app.openDesign(sample('ds-cnn'));
  const panel = await openRun(app);
  await panel.getByRole('combobox', { name: /^Input/ }).selectOption('Sound');
  await expect(panel.getByText('Features: MFCC, 49 x 10, of one second at 16 kHz')).toBeVisible();
  await app.pickFile(async () => panel.getByRole('button', { name: 'Choose a file' }).click(), {
    name: 'tone.wav',
    mimeType: 'audio/wav',
    buffer: wav(),
  });
  await expect(panel.getByText('Running on tone.wav')).toBeVisible();
  await expect(panel.getByText(/^Ran in /)).toBeVisible();
});

test('calibration and ranges are chosen, and the outcome is said', async ({ app }) => {
  await app.openDesign(sample('lenet-5'));
  const panel = await openRun(app);
  await show(panel, 'Quantisation');
  await expect(panel.getByText('int8 ready: every operator computes with integers')).toBeVisible();
  await expect(panel.getByText(/calibrated on made-up samples/)).toBeVisible();
  const samples = Buffer.from(new Float32Array(3 * 28 * 28).fill(0.5).buffer);
  await app.pickFile(async () => void (await panel.getByRole('combobox', { name: 'Calibrated on' }).selectOption('files')), {
    name: 'samples.bin',
    mimeType: 'application/octet-stream',
    buffer: samples,
  });
  await expect(panel.getByText(/calibrated on made-up samples/)).toHaveCount(0);
  await expect(panel.getByRole('combobox', { name: 'Calibrated on' })).toContainText('3 samples of samples.bin');
  await panel.getByRole('radio', { name: 'Least error', exact: true }).check();
  await expect(panel.getByText(/dB on this input/)).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme });

    test('every view of a run is accessible', async ({ app, page }) => {
      await app.openDesign(sample('resnet-8'));
      const empty = await app.showPanel('Run');
      await expect(empty.getByRole('button', { name: 'Run on a generated input' })).toBeVisible();
      await look(page, `${theme}-run-empty`);
      const panel = await openRun(app);
      await look(page, `${theme}-run-output`);
      await app.select('conv2d 2');
      await expect(panel.getByRole('img', { name: /^16 tiles/ })).toBeVisible();
      await look(page, `${theme}-run-map`);
      await panel.getByRole('radio', { name: 'Difference', exact: true }).check();
      await look(page, `${theme}-run-difference`);
      await show(panel, 'Error per layer');
      await look(page, `${theme}-run-errors`);
      await show(panel, 'Quantisation');
      await look(page, `${theme}-run-quantisation`);
      await panel.getByRole('combobox', { name: /^Input/ }).selectOption('Drawing');
      await look(page, `${theme}-run-drawing`);
    });
  });
}

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page, '.dock');
  await saveScreen(page, name);
}

/** A second of a tone, 16 bits, 16 kHz. */
function wav(): Buffer {
  const samples = Int16Array.from({ length: 16_000 }, (_, i) => 8000 * Math.sin(i / 5));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
