/** Story: hand a design on: by link, in an iframe, as a picture, as a file. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import type { Download, Page } from '@playwright/test';
import { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { design, linkTo, sample, SAMPLES, small } from './networks.ts';

const LONGEST_LINK = 600;

/** A network of 30 layers with a branch every third, as somebody would draw it. */
const thirtyLayers = () =>
  design('Untitled', (net) => {
    let value = net.add('conv2d', { filters: 16, strideH: 2, strideW: 2, activation: 'relu' }, net.add('input', { shape: [96, 96, 3] }));
    for (let block = 0; block < 8; block++) {
      const deep = net.chain(value, ['depthwise_conv2d', { activation: 'relu' }], ['conv2d', { filters: 16, kernelH: 1, kernelW: 1 }]);
      value = net.add('add', {}, value, deep);
    }
    net.chain(value, ['global_avg_pool'], ['dense', { units: 64, activation: 'relu' }], ['dense', { units: 10 }], ['softmax']);
  });

test.describe('a link', () => {
  test('is the address, which follows every edit, and opens anywhere with the same numbers', async ({ page, app, browser }) => {
    await app.openDesign(sample('resnet-8'));
    await app.select('conv2d 2');
    await page.keyboard.press('Delete');
    await app.expectDesign(({ graph }) => graph.nodes.length, sample('resnet-8').graph.nodes.length - 1);
    const numbers = await gauges(app);
    const elsewhere = await browser.newContext();
    const other = new App(await elsewhere.newPage());
    await other.page.goto(page.url());
    await expect(other.cards.first()).toBeVisible();
    expect(await gauges(other)).toEqual(numbers);
    expect(other.design()).toEqual(app.design());
    await elsewhere.close();
  });

  test('is copied from a dialog that shows its length', async ({ page, context, app }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.openDesign(small());
    await page.getByRole('button', { name: 'Share as a link…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await dialog.getByRole('button', { name: 'Copy the link' }).click();
    await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(page.url());
    await expect(dialog.getByText(`${copied.length} characters`)).toBeVisible();
    await dialog.getByRole('checkbox', { name: 'as an iframe to embed' }).check();
    await expect(dialog.getByRole('textbox', { name: 'Code to embed' })).toHaveValue(/^<iframe src=".*&embed=1"/);
  });

  test(`stays under ${LONGEST_LINK} characters for a network of 30 layers, and for every sample`, async ({ page, app }) => {
    const network = thirtyLayers();
    expect(network.graph.nodes.length).toBeGreaterThanOrEqual(30);
    await app.openDesign(network);
    await expect(app.cards.first()).toBeVisible();
    await app.run('Add Softmax');
    await app.expectDesign(({ graph }) => graph.nodes.length, network.graph.nodes.length + 1);
    expect(page.url().length).toBeLessThan(LONGEST_LINK);
    for (const { design: make } of SAMPLES) expect(new URL(linkTo(make()), page.url()).href.length).toBeLessThan(LONGEST_LINK);
  });

  test('holds nothing but the design: no weights, no settings of the screen', async ({ page, app }) => {
    await app.openDesign(small());
    await app.run('Switch between light and dark');
    const [, packed] = /d=\d+\.(.*)$/.exec(page.url())!;
    expect(inflateRawSync(Buffer.from(packed!, 'base64url')).toString()).not.toMatch(/dark|theme/);
    expect(new URL(page.url()).hash).toBe(linkTo(small()));
  });

  for (const way of ['pasted on the page', 'put into the address']) {
    test(`${way} opens a new design, and what was open is kept`, async ({ page, app }) => {
      await app.open();
      await app.openSample('LeNet-5');
      await app.run('Add Softmax');
      const link = new URL(linkTo(small()), page.url()).href;
      if (way === 'put into the address') await page.evaluate((href) => location.assign(href), link);
      else await pasteText(page, link);
      await expect(app.cards).toHaveCount(5);
      await app.expectDesign((opened) => opened.name, 'Small');
      await expect(app.undo).toBeDisabled();
      await app.build('Open');
      await page
        .getByRole('region', { name: 'Recent designs' })
        .getByRole('button', { name: /^LeNet-5/ })
        .click();
      await app.expectDesign(({ graph }) => graph.nodes.length, sample('lenet-5').graph.nodes.length + 1);
    });
  }

  test('typed as JSON is opened by pasting, too', async ({ page, app }) => {
    await app.open();
    await pasteText(page, JSON.stringify(small()));
    await expect(app.cards).toHaveCount(5);
  });
});

test.describe('an embedded view', () => {
  test('is read-only: the network and its numbers, nothing to change them with', async ({ page, app }) => {
    await app.open(`${linkTo(sample('resnet-8'))}&embed=1`);
    await expect(app.cards.first()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'ResNet-8, CIFAR-10' })).toBeVisible();
    await expect(app.gauge('SRAM')).toHaveAccessibleName(/KiB of/);
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect(app.undo).toHaveCount(0);
    const address = page.url();
    const card = app.card('conv2d 2');
    const before = (await card.boundingBox())!;
    await app.drag(card.locator('.card-name'), { x: before.x + 300, y: before.y });
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+d');
    await expect(card).toBeVisible();
    await expect(app.cards).toHaveCount(sample('resnet-8').graph.nodes.length);
    expect(page.url()).toBe(address);
    await expect(page.getByRole('link', { name: 'Open in Tinyscape' })).toHaveAttribute('href', address.replace('&embed=1', ''));
  });

  test('lives in the iframe of another page, keeps nothing and starts no worker', async ({ page, baseURL }) => {
    const host = createServer((_, response) => {
      const frame = `<iframe title="net" src="${baseURL}${linkTo(small())}&embed=1" width="800" height="500"></iframe>`;
      response.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Somebody's article</title>${frame}`);
    });
    await new Promise<void>((ready) => void host.listen(0, 'localhost', ready));
    await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`);
    await expect(page.frameLocator('iframe').getByRole('figure')).toHaveCount(5);
    expect(page.workers()).toHaveLength(0);
    const frame = page.frame({ url: /embed=1/ })!;
    expect(await frame.evaluate(async () => (await indexedDB.databases()).length + localStorage.length + sessionStorage.length)).toBe(0);
    host.close();
  });
});

test.describe('files', () => {
  test('JSON is saved and opened again, equal to the letter', async ({ page, app }) => {
    await app.openDesign({ ...sample('unas-branches'), positions: { 3: [40, 400] }, budgets: { latencyMs: 20 } });
    const saved = await downloadBy(page, () => page.keyboard.press('Control+s'));
    expect(saved.suggestedFilename()).toBe('µnas-style-network-with-branches.json');
    const text = await textOf(saved);
    await app.run('New design');
    await app.pickFile(() => page.keyboard.press('Control+o'), {
      name: 'again.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await expect(app.card('add 9').or(app.card('add 10'))).toBeVisible();
    const again = await downloadBy(page, () => page.keyboard.press('Control+s'));
    expect(await textOf(again)).toBe(text);
  });

  test('the drawing is exported as SVG, every node in it, readable by itself', async ({ page, app }) => {
    await app.openDesign(sample('ds-cnn'));
    const svg = await textOf(await downloadBy(page, () => app.run('Export the drawing as SVG')));
    const shown = await page.evaluate((source) => {
      const document = new DOMParser().parseFromString(source, 'image/svg+xml');
      return {
        errors: document.querySelectorAll('parsererror').length,
        texts: [...document.querySelectorAll('text')].map((each) => each.textContent),
      };
    }, svg);
    expect(shown.errors).toBe(0);
    expect(shown.texts).toEqual(expect.arrayContaining(['conv2d 2', '25×5×64', 'softmax 14']));
    expect(svg).not.toContain('var(--');
  });

  test('the drawing is exported as PNG, at twice its size', async ({ page, app }) => {
    await app.openDesign(small());
    const path = await (await downloadBy(page, () => app.run('Export the drawing as PNG'))).path();
    const png = await readFile(path);
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(width).toBe(2 * (180 + 48));
    expect(height).toBeGreaterThan(width);
  });
});

async function gauges(app: App): Promise<readonly string[]> {
  return Promise.all((['SRAM', 'Flash', 'Latency'] as const).map((total) => app.gaugeText(total)));
}

async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
  }, text);
}

async function downloadBy(page: Page, press: () => Promise<void>): Promise<Download> {
  const download = page.waitForEvent('download');
  await press();
  return download;
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}
