/** Story: after one visit it works without a network, and it never talks to anybody else. */
import { tfliteFile } from './command-line.ts';
import { expect, offlineReady, test } from './fixtures.ts';
import { small } from './networks.ts';

test('after the first visit the page opens without a network, still isolated', async ({ page, context }) => {
  await page.goto('./');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page).toHaveTitle(/Tinyscape/);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(page.getByRole('main')).toBeVisible();
});

test('offline, everything that loads on demand is there: readers, panels, dialogs, exports', async ({ page, context, app }) => {
  const file = await tfliteFile(small());
  await app.open();
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await app.pickFile(() => page.keyboard.press('Control+o'), file);
  await expect(app.cards).toHaveCount(5);
  for (const panel of ['Memory map', 'Layers', 'Chips', 'Hints', 'Compare'] as const) await app.showPanel(panel);
  for (const tab of ['Outline', 'Open', 'Add'] as const) await app.build(tab);
  await app.openReceipt('SRAM');
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await app.run('Export the drawing as SVG');
  expect((await download).suggestedFilename()).toMatch(/\.svg$/);
  await app.run('Keyboard shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('offline, all 70,000 digits of MNIST are there', async ({ page, context }) => {
  await page.goto('./');
  await offlineReady(page);
  await context.setOffline(true);
  const sizes = await page.evaluate(async () => {
    const names = Array.from({ length: 35 }, (_, i) => `mnist/${String(i).padStart(2, '0')}.bin`);
    return Promise.all(names.map(async (name) => (await (await fetch(name)).arrayBuffer()).byteLength));
  });
  expect(Math.min(...sizes)).toBeGreaterThan(200_000);
});

test('the page is served with a policy that forbids scripts from elsewhere', async ({ page }) => {
  const response = await page.goto('./');
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
});

test('nothing is asked of another address', async ({ page, app, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await app.openDesign(small());
  for (const panel of ['Memory map', 'Layers', 'Chips', 'Hints', 'Compare'] as const) await app.showPanel(panel);
  expect(asked.filter((url) => !url.startsWith(baseURL!) && !/^(data|blob):/.test(url))).toEqual([]);
});
