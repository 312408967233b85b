/** Story: every screen and dialog is readable: axe finds nothing in either theme, nothing is wider than the window; pictures for the README. */
import type { Locator, Page } from '@playwright/test';
import type { App, PanelName } from './app.ts';
import { expect, expectAccessible, saveForReadme, saveScreen, test } from './fixtures.ts';
import { design, residualTower, sample } from './networks.ts';

const PANELS: readonly PanelName[] = ['Memory map', 'Layers', 'Chips', 'Hints', 'Compare', 'Run', 'Cross-check'];
const THEMES = ['light', 'dark'] as const;

/** A sum of two maps of different width: one mistake, and a node that waits for it. */
const broken = () =>
  design('A mistake', (net) => {
    const input = net.add('input', { shape: [25, 5, 16] });
    const sum = net.add('add', {}, net.add('conv2d', { filters: 64 }, input), net.add('conv2d', { filters: 32 }, input));
    net.chain(sum, ['global_avg_pool'], ['dense', { units: 12 }]);
  });

/** Long names everywhere, a number over its budget, a chip whose currents nobody knows. */
const awkward = () => {
  const long = 'a name that somebody typed while thinking of something else entirely, and then some';
  const made = design(long, (net) => {
    const value = net.name(net.add('conv2d', { filters: 128 }, net.add('input', { shape: [96, 96, 3] })), long);
    net.group(long, [value, net.add('relu', {}, value)], 3);
  });
  return { ...made, chip: 'stm32f103c8', budgets: { latencyMs: 1, energyMicrojoules: 1 }, notes: long };
};

/** Every dialog and menu: how it is opened, and what it is. */
const DIALOGS: readonly (readonly [name: string, open: (app: App, page: Page) => Promise<void>, shown: (page: Page) => Locator])[] = [
  ['receipt', async (app) => void (await app.openReceipt('SRAM')), dialog('SRAM: receipt')],
  ['budget', async (app) => app.gauge('Latency').click(), dialog('Latency: budget and receipt')],
  ['chips', async (_, page) => page.getByRole('button', { name: /^Chip: / }).click(), dialog('Chip')],
  ['runtimes', async (_, page) => page.getByRole('button', { name: /^Runtime: / }).click(), dialog('Runtime')],
  ['menu', async (_, page) => page.getByRole('button', { name: 'Menu' }).click(), (page) => page.getByRole('menu')],
  ['share', async (_, page) => page.keyboard.press('Control+Shift+s'), dialog('Share')],
  ['export', async (_, page) => page.keyboard.press('Control+Shift+e'), dialog('Export')],
  ['shortcuts', async (_, page) => page.keyboard.press('?'), dialog('Keyboard shortcuts')],
  ['commands', async (_, page) => page.keyboard.press('Control+k'), dialog('Command palette')],
  ['find', async (_, page) => page.keyboard.press('/'), dialog('Find a node')],
  ['own-chip', async (app) => app.run('Add a chip of your own…'), dialog('A chip of your own')],
  ['insert', async (_, page) => page.keyboard.press('i'), dialog('Insert after the selection')],
  ['context-menu', async (app) => app.card('conv2d 2').click({ button: 'right' }), (page) => page.getByRole('menu')],
];

function dialog(name: string): (page: Page) => Locator {
  return (page) => page.getByRole('dialog', { name });
}

/** Nothing reaches past the right edge of the window: a page never scrolls sideways. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways).toBeLessThanOrEqual(0);
}

async function expectGoodScreen(page: Page, name: string, part?: string): Promise<void> {
  await expectAccessible(page, part);
  await expectNoSidewaysScroll(page);
  await saveScreen(page, name);
}

for (const theme of THEMES) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme });

    test('an empty page is accessible, and so is each tab beside it', async ({ app, page }) => {
      await app.open();
      await expectGoodScreen(page, `${theme}-empty`);
      for (const tab of ['Add', 'Outline', 'Open'] as const) {
        await app.build(tab);
        await expectGoodScreen(page, `${theme}-build-${tab}`, '.left-panel');
      }
    });

    test('a network, its outline, the inspector and every panel are accessible', async ({ app, page }) => {
      await app.openDesign(sample('resnet-8'));
      await expectGoodScreen(page, `${theme}-network`);
      for (const panel of PANELS) {
        await app.showPanel(panel);
        await expectGoodScreen(page, `${theme}-${panel}`, '.dock');
      }
      await app.select('conv2d 3');
      await expectGoodScreen(page, `${theme}-inspector`, '.right-panel');
      await app.build('Outline');
      await expect(app.outline).toBeVisible();
      await expectGoodScreen(page, `${theme}-outline`, '.left-panel');
    });

    test('every dialog and menu is accessible', async ({ app, page }) => {
      await app.openDesign(sample('ds-cnn'));
      for (const [name, open, shown] of DIALOGS) {
        await app.canvas.focus();
        await open(app, page);
        await expect(shown(page)).toBeVisible();
        await expectGoodScreen(page, `${theme}-${name}`, '.popover, .modal');
        await page.keyboard.press('Escape');
        await expect(shown(page)).toBeHidden();
      }
    });

    test('a mistake, long names and numbers over their limits are accessible, and fit', async ({ app, page }) => {
      await app.openDesign(broken());
      await expect(app.problems.first()).toBeVisible();
      await expectGoodScreen(page, `${theme}-mistake`);
      await app.openDesign(awkward());
      await app.showPanel('Layers');
      await expectGoodScreen(page, `${theme}-awkward`);
    });

    test('1920 by 1080 with a large network is accessible', async ({ app, page }) => {
      await page.setViewportSize({ width: 1920, height: 1080 });
      await app.openDesign(residualTower(45));
      await app.showPanel('Memory map');
      await expectGoodScreen(page, `${theme}-large`);
    });

    test('a phone shows the network and its totals, to read', async ({ app, page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await app.openDesign(sample('ds-cnn'));
      await expect(app.gauge('SRAM')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
      await expectGoodScreen(page, `${theme}-phone`);
      await page.getByRole('button', { name: 'Right panel' }).click();
      await expect(app.summary).toBeVisible();
      await expectGoodScreen(page, `${theme}-phone-summary`);
    });

    test('an embedded design is accessible', async ({ app, page }) => {
      await app.openDesign(sample('lenet-5'));
      await page.goto(`${page.url()}&embed=1`);
      await page.reload();
      await expect(app.cards.first()).toBeVisible();
      await expectGoodScreen(page, `${theme}-embed`);
    });
  });
}

test('the pictures of the README', async ({ app, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.openDesign(sample('unas-branches'));
  await app.build('Add');
  await app.showPanel('Memory map');
  await expect(app.panels.getByText('Lower bound', { exact: true })).toBeVisible();
  await expect(app.summary.getByRole('region', { name: 'Hints' })).toBeVisible();
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await saveForReadme(page, `screenshot-${theme}`);
  }
});
