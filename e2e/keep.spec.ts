/** Story: work is kept: over a reload, a crash, and between two tabs. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Design } from '../src/core/document/design.ts';
import { paramOf } from '../src/core/ops/op.ts';
import { OPS } from '../src/core/ops/registry.ts';
import { App, sketch } from './app.ts';
import { expect, test } from './fixtures.ts';
import { sample, small } from './networks.ts';

const EDITED = 'input1 conv2d2(1) max_pool2d3(2) flatten4(3) dense5(4) softmax6(5)';

test('work survives a reload, with and without its link in the address', async ({ page, app }) => {
  await app.openDesign(small());
  await app.run('Add Softmax');
  await app.expectNetwork(EDITED);
  await page.reload();
  await expect(app.cards).toHaveCount(6);
  await app.open();
  await expect(app.cards).toHaveCount(6);
  await app.expectNetwork(EDITED);
});

test('how the screen was set up survives, too', async ({ page, app }) => {
  await app.openDesign(small());
  await app.run('Switch between light and dark');
  await page.getByRole('radio', { name: 'Flash' }).check();
  await app.showPanel('Layers');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('radio', { name: 'Flash' })).toBeChecked();
  await expect(app.panels.getByRole('table', { name: 'Layers' })).toBeVisible();
});

test('work survives a crash: the page ends without a word', async ({ page, context, app }) => {
  await app.open();
  await app.openSample('LeNet-5');
  await app.run('Add Softmax');
  const { length } = sample('lenet-5').graph.nodes;
  await expect.poll(() => savedNodes(page)).toContain(length + 1);
  await crash(context, page);
  const next = new App(await context.newPage());
  await next.open();
  await expect(next.card(`softmax ${length + 1}`)).toBeAttached();
  await next.expectDesign((design) => sketch(design).endsWith(`softmax${length + 1}(${length})`), true);
});

test('a crash in the middle of many edits loses at most the last two seconds', async ({ page, context, app }) => {
  await app.openDesign(small());
  await app.select('conv2d 2');
  const filters = app.inspector.getByRole('spinbutton', { name: 'Filters' });
  await filters.press('ArrowUp');
  await expect.poll(() => savedFilters(page)).toBeGreaterThan(8);
  for (let i = 0; i < 20; i++) await filters.press('ArrowUp');
  await crash(context, page);
  const next = new App(await context.newPage());
  await next.open();
  await expect(next.cards).toHaveCount(5);
  await expect.poll(() => filtersOf(next.design())).toBeGreaterThanOrEqual(9);
});

test('two tabs on one design: the second follows the first, and becomes a copy when it is edited', async ({ page, context, app }) => {
  await app.openDesign(small());
  await app.run('Add Softmax');
  await expect.poll(() => savedNodes(page)).toContain(6);
  const second = await duplicateTab(context, page);
  await expect(second.cards).toHaveCount(6);
  await expect(second.page.getByText(/Here it follows that tab/)).toBeVisible();
  await app.run('Add ReLU');
  await expect(second.cards).toHaveCount(7);
  await second.select('conv2d 2');
  await second.page.keyboard.press('Delete');
  await expect(second.page.getByText('your edits go to a copy')).toBeVisible();
  await expect(second.cards).toHaveCount(6);
  await expect(app.cards).toHaveCount(7);
  await app.run('Add Tanh');
  await expect(app.cards).toHaveCount(8);
  await expect.poll(() => savedNodes(page)).toEqual(expect.arrayContaining([6, 8]));
  await expect(second.cards).toHaveCount(6);
});

test('a second tab of its own starts empty, and finds the design of the first in its list', async ({ page, context, app }) => {
  await app.openDesign(small());
  await app.run('Add Softmax');
  await expect.poll(() => savedNodes(page)).toContain(6);
  const second = new App(await context.newPage());
  await second.open();
  await expect(second.page.getByRole('heading', { name: 'An empty design' })).toBeVisible();
  await expect(second.page.getByRole('region', { name: 'Recent designs' }).getByRole('button', { name: /^Small/ })).toBeVisible();
});

test('a kept design is deleted from the list', async ({ page, app }) => {
  await app.open();
  await app.openSample('LeNet-5');
  await app.run('Add Softmax');
  await app.openSample('ResNet-8');
  await page.getByRole('button', { name: /^Delete LeNet-5/ }).click();
  await expect(page.getByRole('region', { name: 'Recent designs' })).toHaveCount(0);
});

/** Of the convolution; a link leaves out what is the default. */
function filtersOf(design: Design | undefined): number {
  return design === undefined ? 0 : Number(paramOf(OPS.conv2d.fields, design.graph.nodes[1]!.params, 'filters'));
}

/** Nodes of each design that is written to disk. */
async function savedNodes(page: Page): Promise<readonly number[]> {
  return (await stored(page)).map(({ nodes }) => nodes);
}

async function savedFilters(page: Page): Promise<number> {
  return Math.max(0, ...(await stored(page)).map(({ filters }) => filters));
}

interface Stored {
  readonly nodes: number;
  readonly filters: number;
}

/** Newest revision of each kept design, read from the database itself. */
function stored(page: Page): Promise<readonly Stored[]> {
  return page.evaluate(
    () =>
      new Promise<Stored[]>((resolve) => {
        const opening = indexedDB.open('tinyscape');
        opening.addEventListener('success', () => {
          const db = opening.result;
          if (!db.objectStoreNames.contains('revisions')) return resolve([]);
          const reading = db.transaction('revisions').objectStore('revisions').getAll();
          reading.addEventListener('success', () => {
            db.close();
            const newest = new Map<string, Stored>();
            for (const { id, value } of reading.result) {
              const { nodes } = value.graph;
              newest.set(id, { nodes: nodes.length, filters: nodes[1]?.params.filters ?? 0 });
            }
            resolve([...newest.values()]);
          });
        });
      }),
  );
}

/** Ends the page's process without an unload event. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
}

/** As "duplicate tab" does: the new tab remembers which design was open. */
async function duplicateTab(context: BrowserContext, page: Page): Promise<App> {
  const opening = context.waitForEvent('page');
  await page.evaluate(() => void window.open(location.href));
  const second = new App(await opening);
  await expect(second.canvas).toBeVisible();
  return second;
}
