/** Training on a graphics card; where there is none, on Chromium's software adapter. */
import { askLab, withTrainLab } from '../bench/lab/open-train-lab.ts';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/chromium.js';
import { expect, test } from './fixtures.ts';
import { design } from './networks.ts';

const WEBGPU = '--enable-unsafe-webgpu';
const chromium = findChromium();
const executable = chromium === undefined ? {} : { executablePath: chromium };
test.use({ launchOptions: { args: [...CHROMIUM_FLAGS, WEBGPU], ...executable } });

/** Little to compute: a software adapter takes its time. */
const small = design('Small', (net) =>
  net.chain(
    net.add('input', { shape: [32, 32, 1] }),
    ['avg_pool2d', { poolH: 4, poolW: 4 }],
    ['conv2d', { filters: 4 }],
    ['flatten'],
    ['dense', { units: 5 }],
    ['softmax'],
  ),
);

test('20 steps on WebGPU lose what they lose on WebAssembly', async () => {
  test.setTimeout(300_000);
  await withTrainLab([WEBGPU], (open) =>
    open(async (page) => {
      const request = { kind: 'losses', net: 'mnist-cnn', batch: 4, steps: 20 } as const;
      const wasm = await askLab<'losses'>(page, { ...request, backend: 'wasm' });
      const webgpu = await askLab<'losses'>(page, { ...request, backend: 'webgpu' });
      expect(wasm).toHaveLength(20);
      wasm.forEach((loss, step) => expect(Math.abs(loss - webgpu[step]!)).toBeLessThan(1e-3));
    }),
  );
});

for (const ranges of ['moving-average', 'learned'])
  test(`a run on WebGPU ends with a file: ranges ${ranges}`, async ({ app }) => {
    test.setTimeout(300_000);
    await app.openDesign(small);
    const panel = await app.showPanel('Train');
    await panel.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('1');
    await panel.getByRole('spinbutton', { name: 'int8 epochs' }).fill('1');
    await panel.getByRole('spinbutton', { name: 'Batch' }).fill('256');
    await panel.getByText('More options').click();
    await panel.getByRole('radio', { name: 'WebGPU' }).check({ force: true });
    await panel.getByRole('combobox', { name: 'Ranges of values' }).selectOption(ranges);
    await panel.getByRole('button', { name: /^Train/ }).click();
    await expect(panel.getByText(', on WebGPU')).toBeVisible({ timeout: 60_000 });
    await expect(panel.getByRole('button', { name: 'Use the weights' })).toBeVisible({ timeout: 200_000 });
  });
