/** Training on a graphics card; where there is none, on Chromium's software adapter. */
import { CHROMIUM_FLAGS, findChromium } from '../scripts/chromium.js';
import { expect, test } from './fixtures.ts';
import { learner } from './networks.ts';

const chromium = findChromium();
const executable = chromium === undefined ? {} : { executablePath: chromium };
test.use({ launchOptions: { args: [...CHROMIUM_FLAGS, '--enable-unsafe-webgpu'], ...executable } });

test('a run on WebGPU learns what one on WebAssembly learns', async ({ app }) => {
  test.setTimeout(300_000);
  await app.openDesign(learner());
  const panel = await app.showPanel('Train');
  const accuracies: number[] = [];
  for (const device of ['WebAssembly', 'WebGPU']) {
    await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('1');
    await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('1');
    await panel.getByText('More options').click();
    await panel.getByRole('radio', { name: device }).check({ force: true });
    await panel.getByRole('button', { name: /^Train/ }).click();
    await expect(panel.getByText(`, on ${device}`)).toBeVisible({ timeout: 60_000 });
    await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 200_000 });
    accuracies.push(Number.parseFloat((await panel.locator('dd').first().textContent())!));
  }
  console.log(accuracies);
  expect(Math.abs(accuracies[0]! - accuracies[1]!)).toBeLessThan(3);
});
