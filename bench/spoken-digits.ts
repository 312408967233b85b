/**
 * DS-CNN-small on the spoken digits of two unheard speakers, beside the same network under the same recipe in PyTorch, which gets the same
 * (changed) samples from files: `node scripts/run-bundled.js bench/spoken-digits.ts DIGITS.zip [SEED...]`. A seed chooses the speakers too.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openData } from '../src/cli/data/open-data.ts';
import { openSource } from '../src/cli/sources.ts';
import { openNodeBackend } from '../src/cli/training/node-backend.ts';
import { elementCount } from '../src/core/graph/tensor.ts';
import { parseRecipe, type Recipe } from '../src/core/training/recipe.ts';
import { usualAugment } from '../src/data/augment/augment.ts';
import type { Dataset, Split } from '../src/data/dataset.ts';
import { orderOf } from '../src/train/run/batches.ts';
import { trainAndDeploy } from '../src/train/run/train-and-deploy.ts';
import { valueOf } from './value-of.ts';

const DESIGN = 'bench/designs/ds-cnn-small.json';
/** Fine-tuned for int8 as is usual: a tenth of the epochs at a hundredth of the rate. */
const RECIPE = { epochs: 40, batch: 32, learningRate: 0.003, augment: true, quantization: { epochs: 4, learningRate: 0.00003 } } as const;

export async function main([zip, ...seeds]: readonly string[]): Promise<void> {
  if (zip === undefined) throw new Error('usage: node scripts/run-bundled.js bench/spoken-digits.ts DIGITS.zip [SEED...]');
  valueOf(await openNodeBackend());
  const rows: number[][] = [];
  for (const seed of seeds.length === 0 ? [1, 2, 3] : seeds.map(Number)) {
    const dataset = valueOf(await openData(zip, { seed }));
    const recipe = valueOf(parseRecipe({ ...RECIPE, seed }));
    const ours = await trainOurs(dataset, recipe);
    const theirs = await trainTheirs(dataset, recipe);
    rows.push([ours.float, ours.int8, theirs]);
    const { train, validation, test } = dataset.splits;
    console.log(
      `seed ${seed}: ${train.count} of ${speakersOf(train)} train, ${validation.count} validate, ${test.count} of ${speakersOf(test)} test`,
    );
    console.log(
      `  float ${percent(ours.float)}, on chip ${percent(ours.int8)}, same class ${percent(ours.agreement)}, PyTorch ${percent(theirs)}`,
    );
  }
  const [float, int8, theirs] = [0, 1, 2].map((at) => percent(rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length));
  console.log(`mean: float ${float}, on chip ${int8}, PyTorch ${theirs}`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function speakersOf(split: Split): string {
  const names = Array.from({ length: split.count }, (_, i) => split.nameOf!(i).split('_').at(-2)!);
  return [...new Set(names)].sort().join(', ');
}

async function trainOurs(dataset: Dataset, recipe: Recipe): Promise<{ float: number; int8: number; agreement: number }> {
  const { design } = valueOf(await openSource(DESIGN));
  const { splits, sampleShape, classes } = dataset;
  const samples = { ...splits, sampleShape, classes: classes.length };
  const augment = usualAugment(dataset, recipe.seed);
  const done = valueOf(await trainAndDeploy({ design, weights: undefined, samples, recipe, augment, now: () => performance.now() }));
  return { float: done.float.accuracy!, int8: done.int8.accuracy!, agreement: done.agreement! };
}

/** Accuracy of PyTorch's float network on the test samples. */
async function trainTheirs(dataset: Dataset, recipe: Recipe): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tinyscape-digits-'));
  try {
    for (const name of ['train', 'validation', 'test'] as const) writeFileSync(join(folder, `${name}.labels`), dataset.splits[name].labels);
    for (const name of ['validation', 'test'] as const)
      writeFileSync(join(folder, `${name}.samples`), await read(dataset, dataset.splits[name]));
    const augment = usualAugment(dataset, recipe.seed);
    for (let pass = 0; pass < recipe.epochs; pass++) {
      const values = await read(dataset, dataset.splits.train);
      augment(pass)(values, orderOf(dataset.splits.train.count, undefined));
      writeFileSync(join(folder, `train-${pass}.samples`), values);
    }
    const { seed, epochs, batch, learningRate } = recipe;
    const args = ['bench/spoken-digits-torch.py', folder, ...[seed, epochs, batch, learningRate].map(String)];
    return Number(execFileSync('/usr/bin/python3', args, { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function read({ sampleShape }: Dataset, split: Split): Promise<Float32Array> {
  const values = new Float32Array(split.count * elementCount(sampleShape));
  await split.read(orderOf(split.count, undefined), values);
  return values;
}
