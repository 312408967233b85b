/** Story: every screen is readable: axe finds nothing in either theme, nothing is wider than the window, pictures for the README. */
import type { Page } from '@playwright/test';
import type { App, PanelName } from './app.ts';
import { expect, expectAccessible, saveForReadme, saveScreen, test } from './fixtures.ts';
import { design, residualTower, sample } from './networks.ts';

const PANELS: readonly PanelName[] = ['Memory map', 'Layers', 'Chips', 'Hints', 'Compare'];

/** A sum of two maps of different width: one mistake, and a node that waits for it. */
const broken = () =>
  design('A mistake', (net) => {
    const input = net.add('input', { shape: [25, 5, 16] });
    const sum = net.add('add', {}, net.add('conv2d', { filters: 64 }, input), net.add('conv2d', { filters: 32 }, input));
    net.chain(sum, ['global_avg_pool'], ['dense', { units: 12 }]);
  });

/** Nothing reaches past the right edge of the window: a page never scrolls sideways. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways).toBeLessThanOrEqual(0);
}

async function expectGoodScreen(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await saveScreen(page, name);
}

async function everyScreen(app: App, page: Page, theme: string): Promise<void> {
  await app.open();
  await expectGoodScreen(page, `${theme}-empty`);
  for (const tab of ['Add', 'Outline', 'Open'] as const) {
    await app.build(tab);
    await expectGoodScreen(page, `${theme}-build-${tab}`);
  }
  await app.openDesign(sample('resnet-8'));
  for (const panel of PANELS) {
    await app.showPanel(panel);
    await expectGoodScreen(page, `${theme}-${panel}`);
  }
  await app.select('conv2d 3');
  await expectGoodScreen(page, `${theme}-inspector`);
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme });

    test('every screen is accessible', async ({ app, page }) => {
      test.slow();
      await everyScreen(app, page, theme);
    });

    test('dialogs, menus and a mistake on the canvas are accessible', async ({ app, page }) => {
      test.slow();
      await app.openDesign(broken());
      await expect(app.problems.first()).toBeVisible();
      await expectGoodScreen(page, `${theme}-mistake`);
      await app.openReceipt('SRAM');
      await expectGoodScreen(page, `${theme}-receipt`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
      await expectGoodScreen(page, `${theme}-palette`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectGoodScreen(page, `${theme}-shortcuts`);
    });
  });
}

test('a large screen and a large network stay readable', async ({ app, page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await app.openDesign(residualTower(45));
  await app.showPanel('Memory map');
  await expectGoodScreen(page, 'large');
});

test('a phone shows the network and its totals, to read', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.openDesign(sample('ds-cnn'));
  await expect(app.gauge('SRAM')).toBeVisible();
  await expectGoodScreen(page, 'phone');
});

test('an embedded design is accessible', async ({ app, page }) => {
  await app.openDesign(sample('lenet-5'));
  await page.goto(`${page.url()}&embed=1`);
  await page.reload();
  await expect(app.cards.first()).toBeVisible();
  await expectGoodScreen(page, 'embed');
});

test('the pictures of the README', async ({ app, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.openDesign(sample('unas-branches'));
  await app.showPanel('Memory map');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await saveForReadme(page, `screenshot-${theme}`);
  }
  await expect(app.cards.first()).toBeVisible();
});
