/** Story: a training uses the machine's cores, and the page stays usable meanwhile. */
import { expect, saveScreen, test } from './fixtures.ts';
import { design } from './networks.ts';

const learner = () =>
  design('Shapes', (net) =>
    net.chain(
      net.add('input', { shape: [32, 32, 1] }),
      ['conv2d', { filters: 8 }],
      ['batch_norm', { momentum: 0.9 }],
      ['relu'],
      ['max_pool2d'],
      ['conv2d', { filters: 16, activation: 'relu' }],
      ['max_pool2d'],
      ['flatten'],
      ['dense', { units: 5 }],
      ['softmax'],
    ),
  );

test.describe('training on several threads', () => {
  test('shares each batch among them, float and rounded, and says how many there are', async ({ page, app }) => {
    test.setTimeout(120_000);
    await app.openDesign(learner());
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    test.skip((await page.evaluate(() => navigator.hardwareConcurrency)) < 2, 'one core');
    const panel = await app.showPanel('Train');
    await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('4');
    await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('2');
    await panel.getByRole('spinbutton', { name: 'Learning rate' }).fill('0.003');
    await panel.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(panel.getByText(/^Epoch [1-4] of 6, float: .* samples\/s on [2-4] threads$/)).toBeVisible({ timeout: 60_000 });
    await saveScreen(page, 'train-threads');
    await expect(panel.getByText(/^Epoch [56] of 6, quantisation-aware: .* on [2-4] threads$/)).toBeVisible({ timeout: 60_000 });
    await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 60_000 });
    // Five classes by chance: 20 %.
    expect(Number.parseFloat((await panel.locator('dd').first().textContent())!)).toBeGreaterThan(60);
  });
});
