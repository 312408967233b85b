import { describe, expect, it } from 'vitest';
import { parseRecipe, type RecipeInput } from '../../../../core/training/recipe.ts';
import type { KeptRun } from '../../../../state/kept-run.ts';
import { resultRows, setupDifferences } from './run-rows.ts';

function run(input: RecipeInput, more: Partial<KeptRun> = {}): KeptRun {
  const recipe = parseRecipe(input);
  if (!recipe.ok) throw new Error(recipe.error.message);
  const outcome = {
    kind: 'done',
    early: false,
    float: 0.95,
    onChip: 0.9425,
    agreement: 0.999,
    bits: 8,
    seconds: 12.5,
    fileBytes: 2048,
  } as const;
  const epochs = [0.5, 0.25, 0.75].map((loss, at) => ({
    epoch: at + 1,
    phase: 'float' as const,
    steps: 1,
    learningRate: 1,
    train: { loss, accuracy: undefined },
    validation: { loss, accuracy: 0.5 },
    samplesPerSecond: 1,
  }));
  return {
    id: '1',
    document: 'one',
    design: 'Digits',
    endedAt: 0,
    data: 'MNIST',
    recipe: recipe.value,
    epochs,
    device: 'a test',
    outcome,
    ...more,
  };
}

describe('runs side by side', () => {
  it('name only what was set up differently', () => {
    const runs = [
      run({ learningRate: 0.01, augment: true }),
      run({ learningRate: 0.002, quantization: { epochs: 2 } }, { data: 'Shapes' }),
    ];
    expect(setupDifferences(runs)).toEqual([
      { label: 'Data', values: ['MNIST', 'Shapes'] },
      { label: 'Learning rate', values: ['0.01', '0.002'] },
      { label: 'Augmentation', values: ['on', 'off'] },
      { label: 'Epochs, int8-aware', values: ['–', '2'] },
      { label: 'Bits of a weight', values: ['–', '8'] },
      { label: 'Learning rate, int8-aware', values: ['–', '0.0001'] },
      { label: 'Ranges of values', values: ['–', 'moving-average'] },
    ]);
    expect(setupDifferences([run({}), run({})])).toEqual([]);
  });

  it('call a setting without words of its own by its path', () => {
    const labels = setupDifferences([run({ optimizer: { kind: 'sgd' } }), run({})]).map(({ label }) => label);
    expect(labels).toContain('Optimizer momentum');
    expect(labels).toContain('Optimiser');
  });

  it('show what came of each, a dash where nothing did', () => {
    const failed = run({}, { epochs: [], outcome: { kind: 'failed', message: 'No' } });
    expect(resultRows([run({}), failed])).toEqual([
      { label: 'On the chip', values: ['94.25 %', '–'] },
      { label: 'In float32', values: ['95 %', '–'] },
      { label: 'Same class named', values: ['99.9 %', '–'] },
      { label: 'Best validation loss', values: ['0.25', '–'] },
      { label: 'File', values: ['2 KiB', '–'] },
      { label: 'Took', values: ['12.5 s', '–'] },
    ]);
  });
});
