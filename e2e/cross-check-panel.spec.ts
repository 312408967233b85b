/** Story: a second opinion before flashing. The exported file runs in LiteRT.js in the page, beside our interpreter. */
import { expect, expectAccessible, saveScreen, test } from './fixtures.ts';
import { design, sample, small } from './networks.ts';

/** LiteRT.js reports how it starts on the error stream. */
test.use({ expectedErrors: [/^logged: (INFO|WARNING): .*\/litert\//] });

test.describe('the cross-check', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`compares each output of the file with LiteRT.js, in the ${theme} theme`, async ({ page, app }) => {
      await page.emulateMedia({ colorScheme: theme });
      const fetched: string[] = [];
      page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
      await app.openDesign(sample('ds-cnn'));
      const panel = await app.showPanel('Cross-check');
      await saveScreen(page, `crosscheck-before-${theme}`);
      expect(fetched.filter((path) => path.includes('/litert/'))).toEqual([]);
      await panel.getByRole('button', { name: 'Run in LiteRT.js' }).click();
      await expect(panel.getByRole('button', { name: 'Check again' })).toBeEnabled({ timeout: 30_000 });
      expect(fetched.filter((path) => path.endsWith('.wasm') && path.includes('/litert/'))).toHaveLength(1);
      const table = panel.getByRole('table', { name: 'Differences per output' });
      await expect(table.getByRole('row')).toHaveCount(2);
      // 12 classes, 16 runs.
      await expect(table.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText('192');
      await expect(panel.getByText(/^(All 192 values agree|\d+ of 192 values differ)/)).toBeVisible();
      await expect(panel.getByText('Weights none: random ones stand in')).toBeVisible();
      await expectAccessible(page);
      await saveScreen(page, `crosscheck-${theme}`);
    });
  }

  test('says so when the design was edited since', async ({ app }) => {
    await app.openDesign(small());
    const panel = await app.showPanel('Cross-check');
    await panel.getByRole('button', { name: 'Run in LiteRT.js' }).click();
    await expect(panel.getByRole('button', { name: 'Check again' })).toBeEnabled({ timeout: 30_000 });
    await expect(panel.getByText('Of the design before you edited it.')).toBeHidden();
    await app.card('max pool2d 3').click();
    await app.page.keyboard.press('Delete');
    await expect(panel.getByText('Of the design before you edited it.')).toBeVisible();
  });

  test('says why a network with state cannot be compared', async ({ app }) => {
    const recurrent = design('Recurrent', (net) =>
      net.chain(net.add('input', { shape: [8, 4] }), ['lstm', { units: 4 }], ['dense', { units: 2 }]),
    );
    await app.openDesign(recurrent);
    const panel = await app.showPanel('Cross-check');
    await panel.getByRole('button', { name: 'Run in LiteRT.js' }).click();
    await expect(panel.getByRole('alert')).toHaveText(/^LiteRT.js runs no network that keeps state/);
  });
});
