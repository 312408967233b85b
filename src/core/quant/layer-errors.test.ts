import { describe, expect, it } from 'vitest';
import { openTiny, runTiny, tinyModel } from '../../testing/tiny-model.ts';
import { layerErrors } from './layer-errors.ts';

describe('the error of each layer', () => {
  it('compares what the integers stand for with the float tensor of the same value', () => {
    const relu = { code: 'RELU', options: {}, inputs: [0], outputs: [1] } as const;
    const integer = openTiny(
      tinyModel(
        [
          { shape: [2], type: 'int8', scale: 0.5, zero: 1 },
          { shape: [2], type: 'int8', scale: 0.5 },
        ],
        relu,
      ),
    );
    const real = openTiny(
      tinyModel(
        [
          { shape: [2], type: 'float32' },
          { shape: [2], type: 'float32' },
        ],
        relu,
      ),
    );
    runTiny(integer, [7, -7]);
    runTiny(real, [3.25, -4]);
    const [error] = layerErrors(integer, real, [0, 1]);
    expect(error).toEqual({
      op: 0,
      tensor: 1,
      pair: 1,
      signalToNoiseDb: 10 * Math.log10(3.25 ** 2 / 0.25 ** 2),
      largest: 0.25,
      largestSteps: 0.5,
    });
    expect(layerErrors(integer, real, [0, -1])).toEqual([]);
  });

  it('is none where the values agree', () => {
    const relu = { code: 'RELU', options: {}, inputs: [0], outputs: [1] } as const;
    const real = openTiny(
      tinyModel(
        [
          { shape: [1], type: 'float32' },
          { shape: [1], type: 'float32' },
        ],
        relu,
      ),
    );
    runTiny(real, [2]);
    expect(layerErrors(real, real, [0, 1])).toEqual([
      { op: 0, tensor: 1, pair: 1, signalToNoiseDb: Infinity, largest: 0, largestSteps: undefined },
    ]);
  });
});
