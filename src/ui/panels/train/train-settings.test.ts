import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../core/graph/tensor.ts';
import { builtInFor, dataRequestOf, DEFAULT_SETTINGS, recipeOf } from './train-settings.ts';

describe('the settings of a training run', () => {
  it('take the built-in data whose samples the network takes, and MNIST otherwise', () => {
    expect(builtInFor([1, 128, 3])).toMatchObject({ id: 'gestures' });
    expect(builtInFor([1, 28, 28, 1])).toMatchObject({ id: 'mnist' });
    expect(builtInFor([1, 96, 96, 3])).toMatchObject({ id: 'mnist' });
  });

  it('prefer the data with as many classes as the network names, and leave the choice to the shape otherwise', () => {
    expect([6, 7, 12, undefined].map((classes) => builtInFor([1, 49, 10, 1], classes))).toMatchObject([
      { id: 'tones' },
      { id: 'keywords' },
      { id: 'tones' },
      { id: 'tones' },
    ]);
    expect(builtInFor([1, 32, 32, 1], 10)).toMatchObject({ id: 'shapes' });
  });

  it('become a recipe, quantisation-aware at a tenth of the rate', () => {
    const recipe = recipeOf(DEFAULT_SETTINGS);
    expect(recipe.ok && recipe.value).toMatchObject({ epochs: 10, quantization: { epochs: 2, weightBits: 8, learningRate: 0.0001 } });
    const plain = recipeOf({ ...DEFAULT_SETTINGS, awareEpochs: 0 });
    expect(plain.ok && plain.value.quantization).toBeUndefined();
  });

  it('say where a number makes no sense', () => {
    expect(recipeOf({ ...DEFAULT_SETTINGS, learningRate: 0 })).toMatchObject({ ok: false, error: { where: 'learningRate' } });
  });

  it('ask for files by their names', () => {
    const file = { path: 'walks/walk.csv', blob: new Blob(['1,2']) };
    const request = dataRequestOf({ kind: 'files', name: 'walks', files: [file] }, [1, 32, 3], 3, 'http://localhost/');
    expect(request).toMatchObject({
      source: { kind: 'files', files: [file] },
      options: { seed: 3, window: 32 },
    });
  });

  it('ask for pictures of the size the network takes', () => {
    const choice = { kind: 'files', name: 'pets', files: [] } as const;
    expect(dataRequestOf(choice, [1, 48, 64, 3], 1, 'http://localhost/').options).toEqual({ seed: 1, height: 48, width: 64, channels: 3 });
    expect(dataRequestOf(choice, [1, 49, 10, 8], 1, 'http://localhost/').options).toEqual({ seed: 1 });
  });

  it('ask for the features of sound that the network takes', () => {
    const choice = { kind: 'files', name: 'words', files: [] } as const;
    const frontEndOf = (shape: Shape) => dataRequestOf(choice, shape, 1, 'http://localhost/').options.frontEnd;
    expect(frontEndOf([1, 49, 40, 1])).toBe('micro-speech');
    expect(frontEndOf([1, 98, 40, 1])).toBe('mfcc-98x40');
    expect(frontEndOf([1, 49, 40, 3])).toBeUndefined();
  });
});
