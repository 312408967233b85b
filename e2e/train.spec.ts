/** Story: a network learns in the tab, and the file that comes of it is judged with the chip's integers. */
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { design, learner } from './networks.ts';

test.describe('training', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`learns shapes, says what the chip makes of them, and keeps the weights, in the ${theme} theme`, async ({ page, app }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: theme });
      await app.openDesign(learner());
      const panel = await app.showPanel('Train');
      await expect(panel.getByRole('combobox', { name: 'Data' })).toHaveValue('shapes');
      await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('4');
      await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('1');
      await panel.getByRole('spinbutton', { name: 'Learning rate' }).fill('0.003');
      await saveScreen(page, `train-before-${theme}`);
      await panel.getByRole('button', { name: 'Train', exact: true }).click();
      await expect(panel.getByText(/^Epoch \d of 5, float: loss/)).toBeVisible({ timeout: 30_000 });
      await saveScreen(page, `train-running-${theme}`);
      await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 60_000 });
      const [onChip, inFloat] = await panel.locator('dd').allTextContents();
      // Five classes by chance: 20 %.
      expect(Number.parseFloat(onChip!)).toBeGreaterThan(60);
      expect(Math.abs(Number.parseFloat(onChip!) - Number.parseFloat(inFloat!))).toBeLessThan(5);
      await expect(panel.getByRole('figure', { name: 'Loss by epoch' })).toBeVisible();
      await expectAccessible(page);
      await saveScreen(page, `train-${theme}`);
      await panel.getByRole('button', { name: 'Use the weights' }).click();
      const run = await app.showPanel('Run');
      await run.getByRole('button', { name: 'Run on a generated input' }).click();
      await expect(run.getByText('Weights trained: Shapes')).toBeVisible();
    });
  }

  test('ends with what it has when asked to, and opens the file that was judged', async ({ app }) => {
    test.setTimeout(120_000);
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('500');
    await panel.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(panel.getByText(/^Epoch [2-9] of 502/)).toBeVisible({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Finish now' }).click();
    await panel.getByRole('button', { name: 'Open the file' }).click({ timeout: 30_000 });
    await app.expectDesign(({ origin }) => origin?.fileName, 'shapes.tflite');
    await expect(panel.getByText('Of Shapes, which is not open now.')).toBeVisible();
  });

  test('says what does not fit, and a cancelled run leaves nothing', async ({ app }) => {
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await panel.getByRole('combobox', { name: 'Data' }).selectOption('gestures');
    await panel.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(panel.getByRole('alert')).toHaveText(/^The data's samples are .*; the network takes/);
    await expect(panel.getByRole('alert')).toBeInViewport();
    await panel.getByRole('combobox', { name: 'Data' }).selectOption('shapes');
    await panel.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(panel.getByText(/^Epoch 1 of/)).toBeVisible({ timeout: 30_000 });
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await expect(panel.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
    await expect(panel.getByRole('figure')).toHaveCount(0);
    await expect(panel.getByRole('alert')).toHaveCount(0);
    await expect(panel.getByRole('button', { name: 'Use the weights' })).toHaveCount(0);
  });

  test('learns from files of the user, and says what was left out', async ({ app }) => {
    test.setTimeout(60_000);
    const rows = Array.from({ length: 1600 }, (_, i) => {
      const moves = Math.floor(i / 160) % 2;
      return `${moves === 1 ? 'moving' : 'still'},${2 * moves + Math.sin(i)},${(i * 7) % 5}`;
    });
    const csv = ['label,x,y', ...rows, 'still,,3'].join('\n');
    await app.openDesign(
      design('Walk', (net) =>
        net.chain(
          net.add('input', { shape: [16, 2] }),
          ['flatten'],
          ['dense', { units: 8, activation: 'relu' }],
          ['dense', { units: 2 }],
          ['softmax'],
        ),
      ),
    );
    const panel = await app.showPanel('Train');
    const data = panel.getByRole('combobox', { name: 'Data' });
    const file = { name: 'walk.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await app.pickFile(async () => void (await data.selectOption('files')), file);
    await expect(data).toHaveValue('own');
    await panel.getByRole('spinbutton', { name: 'Learning rate' }).fill('0.01');
    await panel.getByRole('checkbox', { name: /^Augment/ }).check();
    await panel.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 30_000 });
    await saveScreen(app.page, 'train-own');
    await expect(panel.getByText(/ samples to train, .* 16x2, 2 classes/)).toBeVisible();
    await expect(panel.getByText(/^Left out: walk\.csv \(/)).toBeVisible();
    expect(Number.parseFloat((await panel.locator('dd').first().textContent())!)).toBeGreaterThan(80);
  });
});
