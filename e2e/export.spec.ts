/** Story: leave with a file: it opens again with the same numbers, and says what is random in it. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { App } from './app.ts';
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { sample } from './networks.ts';

async function openExport(app: App): Promise<Locator> {
  await app.run('Export…');
  const dialog = app.page.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function written(page: Page, dialog: Locator, format: RegExp): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await dialog.getByRole('radio', { name: format }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Download / }).click();
  const file = await download;
  await expect(dialog.getByText(/^Written, /)).toBeVisible();
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** What the run panel says of the network's outputs on the generated input. */
async function answerOf(app: App): Promise<string> {
  const panel = await app.showPanel('Run');
  await panel.getByRole('button', { name: 'Run on a generated input' }).click();
  await expect(panel.getByText(/^Ran in /)).toBeVisible();
  return panel.getByText(/^Largest: /).innerText();
}

test('an exported .tflite opens again and computes the same', async ({ app, page }) => {
  await app.openDesign(sample('lenet-5'));
  const before = await answerOf(app);
  const dialog = await openExport(app);
  await expect(dialog.getByText(/random ones stand in/)).toBeVisible();
  const { name, bytes } = await written(page, dialog, /^TensorFlow Lite/);
  expect(name).toMatch(/^lenet-5.*\.tflite$/);
  await expect(dialog.getByText(/^The weights are random/)).toBeVisible();
  await page.keyboard.press('Escape');
  await app.pickFile(async () => page.keyboard.press('Control+o'), {
    name: 'again.tflite',
    mimeType: 'application/octet-stream',
    buffer: bytes,
  });
  await expect(app.summary.getByRole('region', { name: 'Weights' })).toContainText('from again.tflite');
  expect(await answerOf(app)).toBe(before);
});

test('every other form is written, and says what it holds', async ({ app, page }) => {
  await app.openDesign(sample('lenet-5'));
  const dialog = await openExport(app);
  await dialog.getByRole('checkbox', { name: 'write where each tensor lies into the file' }).check();
  const bundle = await written(page, dialog, /^Firmware bundle/);
  const names = Object.keys(unzipSync(bundle.bytes)).map((path) => path.slice(path.indexOf('/') + 1));
  expect(names).toEqual(expect.arrayContaining(['model.tflite', 'main.cc', 'golden.cc', 'CMakeLists.txt', 'README.md']));
  expect((await written(page, dialog, /^C array/)).bytes.toString()).toContain('alignas(16)');
  expect((await written(page, dialog, /^ONNX/)).name).toMatch(/\.onnx$/);
  const keras = await written(page, dialog, /^Keras source/);
  expect(Object.keys(unzipSync(keras.bytes))[0]).toMatch(/\.py$/);
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme });

    test('the dialog is accessible, before and after', async ({ app, page }) => {
      await app.openDesign(sample('lenet-5'));
      const dialog = await openExport(app);
      await expectAccessible(page, '.modal');
      await saveScreen(page, `${theme}-export`);
      await written(page, dialog, /^Firmware bundle/);
      await expectAccessible(page, '.modal');
      await saveScreen(page, `${theme}-export-written`);
    });
  });
}
