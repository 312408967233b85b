/** Story: all of it by keyboard alone, and with a screen reader: the outline is the same graph as the canvas. */
import type { Page } from '@playwright/test';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { sample, small } from './networks.ts';

const SMALL = 'input1 conv2d2(1) max_pool2d3(2) flatten4(3) dense5(4)';

test('a network is drawn, named, changed, undone and shared without a pointer', async ({ page, app }) => {
  await app.open();
  await tabTo(page, page.getByRole('button', { name: 'Add an input' }));
  await page.keyboard.press('Enter');
  await expect(app.card('input 1')).toBeVisible();
  for (const name of ['conv 2d', 'flatten', 'dense']) await insertByKeys(page, name);
  await app.expectNetwork('input1 conv2d2(1) flatten3(2) dense4(3)');
  await expect(app.canvas).toBeFocused();

  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name of the node' })).toBeFocused();
  await page.keyboard.type('scores');
  await page.keyboard.press('Enter');
  await expect(app.card('scores')).toBeVisible();

  await app.canvas.focus();
  await page.keyboard.press('Enter');
  await expect(app.inspector.getByRole('spinbutton', { name: 'Units' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(app.inspector.getByRole('spinbutton', { name: 'Units' })).toHaveValue('21');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+z');
  await app.canvas.focus();
  await page.keyboard.press('Control+z');
  await app.expectDesign(({ graph }) => graph.nodes[3]!.params['units'] ?? 10, 10);

  await page.keyboard.press('Control+Shift+s');
  const share = page.getByRole('dialog', { name: 'Share' });
  await expect(share).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(share).toBeHidden();
});

test('arrows follow the edges of the canvas, across to the next card, and Shift extends', async ({ page, app }) => {
  await app.openDesign(sample('resnet-8'));
  await app.canvas.focus();
  const name = app.inspector.getByRole('textbox', { name: 'Name' });
  await page.keyboard.press('Home');
  await expect(name).toHaveValue('input 1');
  await page.keyboard.press('ArrowDown');
  await expect(name).toHaveValue('conv2d 2');
  await page.keyboard.press('ArrowDown');
  await expect(name).toHaveValue('conv2d 3');
  await page.keyboard.press('ArrowDown');
  await expect(name).toHaveValue('conv2d 4');
  await page.keyboard.press('ArrowDown');
  await expect(name).toHaveValue('add 5');
  await page.keyboard.press('ArrowUp');
  await expect(name).toHaveValue(/conv2d [24]/);
  await page.keyboard.press('End');
  await expect(name).toHaveValue('softmax 17');
  await expect(app.card('softmax 17')).toBeInViewport();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(app.inspector.getByRole('heading', { name: '2 nodes' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(name).toHaveValue('softmax 17');
  await expect(app.canvas).toHaveAttribute('aria-activedescendant', /./);
});

test('the canvas is one tab stop, and Tab leaves it either way', async ({ page, app }) => {
  await app.openDesign(sample('mobilenet-v1'));
  await app.canvas.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await expect(app.canvas).not.toBeFocused();
  expect(await app.canvas.evaluate((canvas) => canvas.contains(document.activeElement))).toBe(false);
  await app.canvas.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(app.canvas).not.toBeFocused();
});

test('the palette is one tab stop; arrows go through it, and Enter adds', async ({ page, app }) => {
  await app.openDesign(small());
  await app.build('Add');
  await page.getByRole('searchbox', { name: 'Search operations' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Input', exact: true })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Quantize', exact: true })).toBeFocused();
  await page.keyboard.press('Home');
  for (const name of ['Conv 2D', 'Conv 1D']) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name, exact: true })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Latency' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await app.expectNetwork(`${SMALL} conv2d6(5)`);
});

test('nothing traps the keyboard: Tab comes round the whole screen and everything says what it is', async ({ page, app }) => {
  await app.openDesign(small());
  await app.showPanel('Layers');
  await page.reload();
  await expect(app.panels.getByRole('table', { name: 'Layers' })).toBeVisible();
  const seen = new Set<string>();
  const unnamed: string[] = [];
  for (let stops = 0; stops < 200; stops++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === undefined) break;
    if (stop.name === '') unnamed.push(stop.html);
    seen.add(stop.place);
  }
  expect(unnamed).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining(['header', 'aside Build', 'main', 'aside Summary', 'section Panels']));
  expect(await focused(page)).toBeUndefined();
});

test('the outline edits the same graph: select, rename, reorder, group, delete, insert', async ({ page, app }) => {
  await app.openDesign(small());
  await app.build('Outline');
  const row = (name: string) => app.outline.getByRole('row', { name, exact: true });
  await expect(app.outline.getByRole('row')).toHaveCount(5);
  await row('input 1').click();
  await page.keyboard.press('ArrowDown');
  await expect(row('conv2d 2')).toBeFocused();
  await expect(row('conv2d 2')).toHaveAttribute('aria-selected', 'true');
  await expect(app.inspector.getByRole('textbox', { name: 'Name' })).toHaveValue('conv2d 2');

  await page.keyboard.press('F2');
  await page.keyboard.type('stem');
  await page.keyboard.press('Enter');
  await expect(row('stem')).toBeVisible();
  await expect(app.card('stem')).toBeVisible();

  await row('stem').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await app.expectNetwork('input1 max_pool2d3(2) conv2d2(1) flatten4(3) dense5(4)');
  await page.keyboard.press('Control+z');
  await app.expectNetwork(SMALL);

  await row('stem').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+g');
  await expect(row('Block 1')).toBeVisible();
  await page.keyboard.press('Control+z');

  await row('max pool2d 3').click();
  await page.keyboard.press('Delete');
  await app.expectNetwork('input1 conv2d2(1) flatten4(2) dense5(4)');
  await row('flatten 4').click();
  await expect(row('flatten 4')).toBeFocused();
  await insertByKeys(page, 'relu6', 'Insert');
  await app.expectNetwork('input1 conv2d2(1) flatten4(2) relu66(4) dense5(6)');
});

test('Enter in the outline leads to the inspector', async ({ page, app }) => {
  await app.openDesign(small());
  await app.build('Outline');
  await app.outline.getByRole('row', { name: 'conv2d 2' }).click();
  await expect(app.outline.getByRole('row', { name: 'conv2d 2' })).toBeFocused();
  await expect(app.inspector.getByRole('spinbutton', { name: 'Filters' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(app.inspector.getByRole('spinbutton', { name: 'Filters' })).toBeFocused();
});

test('tabs, menus and dialogs take arrows, Enter and Escape, and give the focus back', async ({ page, app }) => {
  await app.openDesign(small());
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'New design' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Open a file…' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();

  const tab = page.getByRole('tab', { name: 'Add', exact: true });
  await tab.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Outline' })).toBeFocused();
  await expect(app.outline).toBeVisible();

  await app.gauge('SRAM').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'SRAM: budget and receipt' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.gauge('SRAM')).toBeFocused();

  await app.canvas.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.canvas).toBeFocused();
});

test('the keys of the panels: sides, dock, its height, lens, find', async ({ page, app }) => {
  await app.openDesign(small());
  await app.canvas.focus();
  await page.keyboard.press('[');
  await expect(page.getByRole('complementary', { name: 'Build' })).toBeHidden();
  await page.keyboard.press(']');
  await expect(app.summary).toBeHidden();
  await page.keyboard.press('Control+j');
  const border = app.panels.getByRole('separator', { name: 'Height of the panels' });
  const before = Number(await border.getAttribute('aria-valuenow'));
  await border.focus();
  await page.keyboard.press('ArrowUp');
  await expect(border).toHaveAttribute('aria-valuenow', String(before + 20));
  await app.canvas.focus();
  await page.keyboard.press('3');
  await expect(page.getByRole('radio', { name: 'Flash' })).toBeChecked();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('dialog', { name: 'Find a node' })).toBeVisible();
  await page.keyboard.type('flatten');
  await page.keyboard.press('Enter');
  await expect(app.canvas).toBeFocused();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name of the node' })).toHaveValue('flatten 4');
});

/** I, a few letters, Enter; where letters look for a row, the Insert key does the same. */
async function insertByKeys(page: Page, name: string, key = 'i'): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name: 'Insert after the selection' })).toBeVisible();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: ReturnType<App['card']>): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    if (await element.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(element).toBeFocused();
}

/** What has the focus, or undefined at the end of the page. */
async function focused(page: Page): Promise<{ readonly name: string; readonly place: string; readonly html: string } | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return undefined;
    const landmark = element.closest('header, aside, main, section[aria-label]');
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((label) => label.textContent).join() : '';
    const place = `${landmark?.tagName.toLowerCase()} ${landmark?.getAttribute('aria-label') ?? ''}`.trim();
    return {
      name: (element.getAttribute('aria-label') ?? '') + labels + (element.textContent ?? ''),
      place: /^section (?!Panels)/.test(place) ? `aside ${element.closest('aside, header')?.getAttribute('aria-label') ?? ''}` : place,
      html: element.outerHTML.slice(0, 200),
    };
  });
}
