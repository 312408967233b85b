/** Story: what came of a training: what is mistaken for what, how values are spread, and earlier runs to compare with. */
import type { Locator } from '@playwright/test';
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { design } from './networks.ts';

/** Learns the built-in shapes quickly, and not too well. */
const learner = () =>
  design('Shapes', (net) =>
    net.chain(
      net.add('input', { shape: [32, 32, 1] }),
      ['conv2d', { filters: 8, strideH: 2, strideW: 2, activation: 'relu' }],
      ['max_pool2d'],
      ['conv2d', { filters: 8, activation: 'relu' }],
      ['max_pool2d'],
      ['flatten'],
      ['dense', { units: 5 }],
      ['softmax'],
    ),
  );

async function train(panel: Locator, settings: Readonly<Record<string, string>>): Promise<void> {
  await panel.getByRole('radio', { name: 'Training' }).check();
  for (const [name, value] of Object.entries(settings)) await panel.getByRole('spinbutton', { name, exact: true }).fill(value);
  await panel.getByRole('button', { name: /^Train( again)?$/ }).click();
  await expect(panel.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 60_000 });
}

/** "94.25 %" gives 94.25. */
const numberIn = async (text: Locator): Promise<number> => Number.parseFloat((await text.textContent())!.replace(/^.*: /, ''));

test.describe('what came of a training', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`shows mistakes with their samples, and the layers, in the ${theme} theme`, async ({ page, app }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: theme });
      await app.openDesign(learner());
      const panel = await app.showPanel('Train');
      await train(panel, { Epochs: '2', 'int8 epochs': '1', 'Learning rate': '0.002' });
      const accuracy = await numberIn(panel.locator('dd').first());
      await panel.getByRole('radio', { name: 'Confusion' }).check();
      const matrix = panel.getByRole('table', { name: /^Test samples by true class/ });
      await expect(matrix.getByRole('columnheader', { name: 'triangle' })).toBeVisible();
      // Those right, on the diagonal, are as many of all as the accuracy says.
      const counts = await matrix
        .locator('tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.querySelectorAll('td:not(.confusion-recall)')].map(({ textContent }) => Number(textContent))),
        );
      const all = counts.flat().reduce((a, b) => a + b, 0);
      const right = counts.reduce((sum, row, at) => sum + row[at]!, 0);
      expect(accuracy).toBeCloseTo((100 * right) / all, 1);
      expect(await numberIn(panel.getByText(/^On the chip, int8: /))).toBe(accuracy);
      const samples = panel.getByRole('region', { name: 'Misnamed samples' });
      await expect(samples.getByRole('img').first()).toBeVisible();
      const chosen = matrix.getByRole('button', { pressed: true });
      const words = await chosen.getAttribute('aria-label');
      await chosen.focus();
      await page.keyboard.press((await chosen.getAttribute('data-cell'))!.startsWith('4') ? 'ArrowLeft' : 'ArrowRight');
      await expect(chosen).not.toHaveAttribute('aria-label', words!);
      await expect(chosen).toBeFocused();
      const [mistake] = (await chosen.getAttribute('aria-label'))!.split(':');
      await expect(samples.locator('strong')).toHaveText(mistake!);
      await expect(samples.getByRole('img', { name: new RegExp(`^Test sample \\d+: ${mistake}`) }).first()).toBeVisible();
      await expectAccessible(page);
      await saveScreen(page, `train-confusion-${theme}`);
      await panel.getByRole('radio', { name: 'Layers' }).check();
      const layers = panel.getByRole('table', { name: 'Weights and outputs by layer' });
      await expect(layers.getByRole('img', { name: /^kernel of conv2d 2: / })).toBeVisible();
      await expect(layers.getByRole('img', { name: /^Outputs of / })).toHaveCount(7);
      await expectAccessible(page);
      await saveScreen(page, `train-layers-${theme}`);
    });

    test(`keeps runs, compares them and gives their files back, in the ${theme} theme`, async ({ page, app }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: theme });
      await app.openDesign(learner());
      let panel = await app.showPanel('Train');
      await panel.getByRole('radio', { name: 'Runs' }).check();
      await expect(panel.getByText('No run is over yet.')).toBeVisible();
      await train(panel, { Epochs: '2', 'int8 epochs': '0', 'Learning rate': '0.002' });
      await train(panel, { Epochs: '3', 'int8 epochs': '1', 'Learning rate': '0.005' });
      const onChip = await panel.locator('dd').first().textContent();
      await panel.getByRole('combobox', { name: 'Data' }).selectOption('gestures');
      await panel.getByRole('button', { name: 'Train again' }).click();
      await expect(panel.getByRole('alert')).toHaveText(/^The data's samples are/);
      await page.reload();
      panel = await app.showPanel('Train');
      await panel.getByRole('radio', { name: 'Runs' }).check();
      const table = panel.getByRole('table', { name: 'Training runs' });
      await expect(table.getByRole('row')).toHaveCount(4);
      await expect(table.getByRole('row').nth(1)).toContainText("The data's samples are");
      await expect(table.getByRole('row').nth(2)).toContainText(onChip!);
      await saveScreen(page, `train-runs-${theme}`);
      await expectAccessible(page);
      await table.getByRole('checkbox').nth(1).check();
      await table.getByRole('checkbox').nth(2).check();
      await panel.getByRole('button', { name: 'Compare 2 runs' }).click();
      await expect(panel.getByRole('figure', { name: 'Accuracy by epoch, validation' })).toBeVisible();
      const comparison = panel.getByRole('table', { name: /^Results/ });
      await expect(comparison.getByRole('row', { name: /^Learning rate 0\.002 0\.005$/ })).toBeVisible();
      await expect(comparison.getByRole('row', { name: /^Epochs, float 2 3$/ })).toBeVisible();
      await expect(comparison.getByRole('row', { name: /^Batch/ })).toHaveCount(0);
      await expectAccessible(page);
      await saveScreen(page, `train-compare-${theme}`);
      await panel.getByRole('button', { name: 'Back to the list' }).click();
      await table.getByRole('checkbox').nth(2).uncheck();
      await panel.getByRole('button', { name: 'Use weights' }).click();
      await panel.getByRole('radio', { name: 'Training' }).check();
      await expect(panel.getByText('Starts from the weights of Shapes.')).toBeVisible();
    });
  }

  test('opens the file of an earlier run, and deletes runs', async ({ app }) => {
    test.setTimeout(60_000);
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await train(panel, { Epochs: '1', 'int8 epochs': '0' });
    await panel.getByRole('radio', { name: 'Runs' }).check();
    await panel.getByRole('checkbox', { name: /^Choose the run of Shapes/ }).check();
    await panel.getByRole('button', { name: 'Open file' }).click();
    await app.expectDesign(({ origin }) => origin?.fileName, 'shapes.tflite');
    await expect(panel.getByText('No run of this design is over yet.')).toBeVisible();
    await panel.getByRole('radio', { name: 'All' }).check();
    await expect(panel.getByRole('checkbox', { name: /^Choose the run of Shapes/ })).toBeVisible();
    await panel.getByRole('checkbox', { name: /^Choose the run of Shapes/ }).uncheck();
    await panel.getByRole('button', { name: 'Delete all' }).click();
    await panel.getByRole('button', { name: 'Really delete all 1?' }).click();
    await expect(panel.getByText('No run is over yet.')).toBeVisible();
  });

  test('shows a run that the browser refuses to keep, and says so', async ({ page, app }) => {
    test.setTimeout(60_000);
    await page.addInitScript(() => {
      const open = indexedDB.open.bind(indexedDB);
      indexedDB.open = (name, version) => {
        if (name === 'tinyscape-runs') throw new DOMException('refused', 'SecurityError');
        return open(name, version);
      };
    });
    await app.openDesign(learner());
    const panel = await app.showPanel('Train');
    await train(panel, { Epochs: '1', 'int8 epochs': '0' });
    await panel.getByRole('radio', { name: 'Runs' }).check();
    await expect(panel.getByRole('alert')).toHaveText(/cannot be (kept|read) in this browser.*\(SecurityError\)\.$/);
    await panel.getByRole('checkbox', { name: /^Choose the run of Shapes/ }).check();
    await panel.getByRole('button', { name: 'Open file' }).click();
    await app.expectDesign(({ origin }) => origin?.fileName, 'shapes.tflite');
  });
});
