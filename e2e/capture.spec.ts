/** Story: data of one's own: recorded in classes with the camera or the microphone, or dropped on the panel, and trained on. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { wavBytes } from '../src/core/audio/wav-bytes.ts';
import { designJson } from '../src/core/document/design-json.ts';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/chromium.js';
import type { App } from './app.ts';
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { hoverWithFiles } from './hand-file.ts';
import { design } from './networks.ts';

const chromium = findChromium();

// A camera that shows a moving pattern, a microphone that beeps; whether the page may use them is up to each story.
test.use({
  launchOptions: {
    args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream'],
    ...(chromium === undefined ? {} : { executablePath: chromium }),
  },
});

const looks = () =>
  design('Looks', (net) =>
    net.chain(
      net.add('input', { shape: [24, 24, 3] }),
      ['conv2d', { filters: 4, strideH: 2, strideW: 2, activation: 'relu' }],
      ['global_avg_pool'],
      ['dense', { units: 2 }],
      ['softmax'],
    ),
  );

const listens = () =>
  design('Listens', (net) =>
    net.chain(
      net.add('input', { shape: [49, 40, 1] }),
      ['conv2d', { filters: 4, strideH: 4, strideW: 4, activation: 'relu' }],
      ['global_avg_pool'],
      ['dense', { units: 2 }],
      ['softmax'],
    ),
  );

async function openCapture(app: App): Promise<Locator> {
  const panel = await app.showPanel('Train');
  await panel.getByRole('combobox', { name: 'Data' }).selectOption('record');
  const dialog = app.page.getByRole('dialog', { name: 'Record your own data' });
  await expect(dialog).toBeVisible();
  return dialog;
}

const countIn = async (row: Locator): Promise<number> =>
  Number.parseInt((await row.getByText(/^\d+ (picture|second)s?$/).textContent())!, 10);

/** Waits until a class has so many samples. */
async function expectAtLeast(row: Locator, least: number): Promise<void> {
  await expect.poll(() => countIn(row), { intervals: [100] }).toBeGreaterThanOrEqual(least);
}

/** Clicks to start, and again once there are so many of the class. */
async function record(dialog: Locator, name: string, least: number): Promise<void> {
  const button = dialog.getByRole('button', { name: `Record ${name}`, exact: true });
  await button.click();
  await expectAtLeast(dialog.getByRole('listitem', { name, exact: true }), least);
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
}

async function rename(dialog: Locator, at: number, name: string): Promise<void> {
  const field = dialog.getByRole('textbox', { name: 'Name of the class' }).nth(at);
  await field.fill(name);
  await field.press('Enter');
}

/** The panel, once it shows what can be trained on. */
async function showTrain(app: App): Promise<Locator> {
  const panel = await app.showPanel('Train');
  await expect(panel.getByRole('combobox', { name: 'Data' })).toBeVisible();
  return panel;
}

async function trainOnce(app: App): Promise<void> {
  const panel = await app.showPanel('Train');
  await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('1');
  await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('0');
  await panel.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 30_000 });
}

test.describe('the camera', () => {
  test.use({ permissions: ['camera'] });

  for (const theme of ['light', 'dark'] as const) {
    test(`fills classes, which are kept, named and trained on, in the ${theme} theme`, async ({ page, app }) => {
      await page.emulateMedia({ colorScheme: theme });
      await app.openDesign(looks());
      const dialog = await openCapture(app);
      await expect(dialog.getByRole('button', { name: 'Use these' })).toBeDisabled();
      await rename(dialog, 0, 'cat');
      await rename(dialog, 1, 'no/cat');
      await record(dialog, 'cat', 10);
      await record(dialog, 'no cat', 6);
      await expect(dialog.getByText(/Record each class 3 times or more/)).toBeVisible();
      await saveScreen(page, `capture-camera-${theme}`);
      await expectAccessible(page, '[role=dialog]');
      await dialog.getByRole('button', { name: 'Close' }).click();
      const again = await openCapture(app);
      const cats = again.getByRole('listitem', { name: 'cat', exact: true });
      const before = await countIn(cats);
      expect(before).toBeGreaterThanOrEqual(10);
      await cats.getByRole('button', { name: `Delete picture ${before} of cat` }).click();
      expect(await countIn(cats)).toBe(before - 1);
      const total = before - 1 + (await countIn(again.getByRole('listitem', { name: 'no cat' })));
      await again.getByRole('button', { name: 'Use these' }).click();
      await expect(app.panels.getByRole('combobox', { name: 'Data' }).getByRole('option', { selected: true })).toHaveText(
        `Recorded: 2 classes, ${total} pictures`,
      );
      await trainOnce(app);
      await expect(app.panels.getByText(/ samples to train, .* 24x24x3, 2 classes/)).toBeVisible();
    });
  }

  test('records while the button is held, and stops when the view closes', async ({ page, app }) => {
    await app.openDesign(looks());
    const dialog = await openCapture(app);
    const first = dialog.getByRole('listitem', { name: 'class 1' });
    await first.getByRole('button', { name: 'Record class 1' }).hover();
    await page.mouse.down();
    await expectAtLeast(first, 3);
    await page.mouse.up();
    await expect(first.getByRole('button', { name: 'Record class 1' })).toHaveAttribute('aria-pressed', 'false');
    const track = await dialog.getByLabel('Camera', { exact: true }).and(page.locator('video')).evaluateHandle(tracked);
    expect(await track.evaluate(({ readyState }) => readyState)).toBe('live');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect.poll(() => track.evaluate(({ readyState }) => readyState)).toBe('ended');
  });

  test('that is unplugged while it records loses nothing, and is found again', async ({ app }) => {
    await app.openDesign(looks());
    const dialog = await openCapture(app);
    const first = dialog.getByRole('listitem', { name: 'class 1' });
    await first.getByRole('button', { name: 'Record class 1' }).click();
    await expectAtLeast(first, 3);
    const track = await dialog.locator('video').evaluateHandle(tracked);
    await track.evaluate((each) => each.dispatchEvent(new Event('ended')));
    await expect(dialog.getByRole('alert')).toHaveText(/^The camera is gone. What was recorded is kept/);
    await expectAtLeast(first, 3);
    await expect(first.getByRole('button', { name: 'Record class 1' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(first.getByRole('button', { name: 'Record class 1' })).toBeEnabled();
    await expect(dialog.getByRole('alert')).toHaveCount(0);
  });
});

function tracked(video: Element): MediaStreamTrack {
  return ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]!;
}

test.describe('the microphone', () => {
  test.use({ permissions: ['microphone'] });

  for (const theme of ['light', 'dark'] as const) {
    test(`fills classes with seconds of sound, whose zip opens as data again, in the ${theme} theme`, async ({ page, app }) => {
      await page.emulateMedia({ colorScheme: theme });
      await app.openDesign(listens());
      const dialog = await openCapture(app);
      await expect(dialog.getByRole('radio', { name: 'Microphone' })).toBeChecked();
      await expect.poll(async () => Number(await dialog.getByRole('meter').getAttribute('aria-valuenow'))).toBeGreaterThan(0);
      await rename(dialog, 0, 'beep');
      await dialog.getByRole('button', { name: 'Remove class 2' }).click();
      await dialog.getByRole('button', { name: 'Add “background noise”' }).click();
      await record(dialog, 'beep', 4);
      await record(dialog, 'background noise', 3);
      await saveScreen(page, `capture-microphone-${theme}`);
      await expectAccessible(page, '[role=dialog]');
      const downloading = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Download as .zip' }).click();
      const zip = test.info().outputPath('recordings.zip');
      await (await downloading).saveAs(zip);
      await dialog.getByRole('button', { name: 'Close' }).click();
      const panel = await app.showPanel('Train');
      const data = panel.getByRole('combobox', { name: 'Data' });
      await app.pickFile(async () => void (await data.selectOption('files')), zip);
      await expect(data.getByRole('option', { selected: true })).toHaveText('recordings.zip');
      await trainOnce(app);
      await expect(panel.getByText(/ samples to train, .* 49x40x1, 2 classes/)).toBeVisible();
    });
  }
});

test('a camera that is not allowed is said in place, and works once it is', async ({ context, app }) => {
  await app.openDesign(looks());
  const dialog = await openCapture(app);
  await expect(dialog.getByRole('alert')).toHaveText(/^The camera is not allowed on this page\./);
  await expect(dialog.getByRole('button', { name: 'Record class 1' })).toBeDisabled();
  await saveScreen(app.page, 'capture-denied');
  await expectAccessible(app.page, '[role=dialog]');
  await context.grantPermissions(['camera']);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('button', { name: 'Record class 1' })).toBeEnabled();
});

/** Tones of two heights in class folders. */
async function toneFolder(page: Page): Promise<string> {
  const folder = test.info().outputPath('tones');
  for (const [name, hertz] of [
    ['low', 300],
    ['high', 2000],
  ] as const) {
    await mkdir(`${folder}/${name}`, { recursive: true });
    for (let i = 0; i < 10; i++) {
      const wave = Float32Array.from({ length: 8000 }, (_, t) => 0.5 * Math.sin((2 * Math.PI * (hertz + 10 * i) * t) / 8000));
      await writeFile(`${folder}/${name}/${i}.wav`, wavBytes(wave, 8000));
    }
  }
  await page.bringToFront();
  return folder;
}

test.describe('dropped on the panel', () => {
  test('a folder is chosen as data, and trained on', async ({ page, app }) => {
    await app.openDesign(listens());
    const panel = await showTrain(app);
    const letGo = await hoverWithFiles(page, panel, [await toneFolder(page)]);
    await expect(panel.getByText(/^Drop data to train on/)).toBeVisible();
    await expect(page.getByText(/^Drop a model/)).toHaveCount(0);
    await saveScreen(page, 'capture-drop');
    await letGo();
    await expect(panel.getByText(/^Drop data to train on/)).toHaveCount(0);
    await expect(panel.getByRole('combobox', { name: 'Data' }).getByRole('option', { selected: true })).toHaveText('tones');
    await trainOnce(app);
    await expect(panel.getByText(/ samples to train, .* 49x40x1, 2 classes/)).toBeVisible();
  });

  test('a model opens', async ({ page, app }) => {
    await app.openDesign(listens());
    const panel = await showTrain(app);
    const file = test.info().outputPath('other.json');
    await writeFile(file, designJson(looks()));
    const letGo = await hoverWithFiles(page, panel, [file]);
    await letGo();
    await app.expectDesign(({ name }) => name, 'Looks');
  });
});
