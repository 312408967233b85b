import { expect, offlineReady, test } from './fixtures.ts';

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

test('the page is served with a policy that forbids scripts from elsewhere', async ({ page }) => {
  const response = await page.goto('./');
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
});
