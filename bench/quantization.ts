/**
 * What rounding costs: each seed trains the LeNet-like design on MNIST, then goes on quantisation-aware with 8 and with 4 bits a weight.
 * `node scripts/run-bundled.js bench/quantization.ts [SEED...] [--ranges METHOD]`. Prints accuracies on the 10,000 test samples, and on how many of them the
 * integer interpreter names the class that the network did as it was trained.
 */
import { parseArgs } from 'node:util';
import { openData } from '../src/cli/data/open-data.ts';
import { openSource } from '../src/cli/sources.ts';
import { openNodeBackend } from '../src/cli/training/node-backend.ts';
import { parseRecipe, type RecipeInput } from '../src/core/training/recipe.ts';
import { trainAndDeploy, type DeliveryRequest } from '../src/train/run/train-and-deploy.ts';
import { valueOf } from './value-of.ts';

const DESIGN = 'bench/designs/lenet-like.json';
const FLOAT = { epochs: 7, batch: 64, learningRate: 0.003 } as const;
const AWARE_EPOCHS = 2;

export async function main(args: readonly string[]): Promise<void> {
  const { positionals: seeds, values } = parseArgs({ args: [...args], options: { ranges: { type: 'string' } }, allowPositionals: true });
  const ranges = values.ranges as NonNullable<RecipeInput['quantization']>['ranges'];
  valueOf(await openNodeBackend());
  const { design } = valueOf(await openSource(DESIGN));
  const losses: Record<'8' | '4', number[]> = { 8: [], 4: [] };
  for (const seed of seeds.length === 0 ? [1, 2, 3] : seeds.map(Number)) {
    const { splits, sampleShape, classes } = valueOf(await openData('mnist', { seed }));
    const run = async (weights: DeliveryRequest['weights'], recipe: RecipeInput) => {
      const samples = { ...splits, sampleShape, classes: classes.length };
      const request = {
        design,
        weights,
        samples,
        recipe: valueOf(parseRecipe({ ...FLOAT, seed, ...recipe })),
        now: () => performance.now(),
      };
      return valueOf(await trainAndDeploy(request));
    };
    const { weights, float } = await run(undefined, {});
    for (const weightBits of [8, 4] as const) {
      const { int8, agreement, seconds } = await run(weights, { epochs: 0, quantization: { epochs: AWARE_EPOCHS, weightBits, ranges } });
      losses[weightBits].push(100 * (float.accuracy! - int8.accuracy!));
      const text = [float.accuracy!, int8.accuracy!, agreement!].map((share) => `${(100 * share).toFixed(2)} %`);
      console.log(`seed ${seed}, ${weightBits} bits: float ${text[0]}, on chip ${text[1]}, same class ${text[2]}, ${seconds.toFixed(0)} s`);
    }
  }
  for (const bits of ['8', '4'] as const) console.log(`${bits} bits: mean loss ${meanOf(losses[bits]).toFixed(2)} points`);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
