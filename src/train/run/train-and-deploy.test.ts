import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { newDesign } from '../../core/document/new-design.ts';
import type { Delivered } from '../../core/training/progress.ts';
import { parseRecipe, type RecipeInput } from '../../core/training/recipe.ts';
import { BARS, barsNetwork } from '../../testing/bars.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { trainAndDeploy } from './train-and-deploy.ts';

beforeAll(async () => {
  await openCpuAndWasm();
  await tf.setBackend('wasm');
});

const RECIPE: RecipeInput = { epochs: 4, batch: 32, learningRate: 0.01, quantization: { epochs: 1, learningRate: 0.001 } };

async function delivered(input: RecipeInput): Promise<Delivered> {
  const recipe = parseRecipe(input);
  if (!recipe.ok) throw new Error(recipe.error.message);
  const design = { ...newDesign('Bars'), graph: barsNetwork() };
  const done = await trainAndDeploy({ design, weights: undefined, samples: BARS, recipe: recipe.value, now: () => 0 });
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

describe('what a run delivers', () => {
  it('says how often the network as trained and the file name the same class', async () => {
    const { agreement } = await delivered(RECIPE);
    expect(agreement).toBeGreaterThan(0.99);
    expect(agreement).toBeLessThanOrEqual(1);
    expect((await delivered({ epochs: 1 })).agreement).toBeUndefined();
  });
});
