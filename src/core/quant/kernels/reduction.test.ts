import { describe, expect, it } from 'vitest';
import { openTiny, runTiny, tinyModel } from '../../../testing/tiny-model.ts';
import type { TinyTensor } from '../../../testing/tiny-model.ts';
import type { OptionsByCode } from '../../graph/deployed.ts';
import { divided } from './mean.ts';
import { integerMean } from './pool.ts';

const of = (shape: readonly number[], rest: Partial<TinyTensor> = {}): TinyTensor => ({ shape, type: 'int8', scale: 1, ...rest });
const POOL: OptionsByCode['MAX_POOL_2D'] = { padding: 'SAME', strideH: 2, strideW: 2, filterH: 2, filterW: 2, activation: 'NONE' };

describe('pools', () => {
  it('average the cells that are there, halves away from zero', () => {
    const model = tinyModel([of([1, 3, 3, 1]), of([1, 2, 2, 1])], { code: 'AVERAGE_POOL_2D', options: POOL, inputs: [0], outputs: [1] });
    expect(runTiny(openTiny(model), [1, 2, -3, 3, 4, -4, 7, 8, -9])).toEqual([[3, -4, 8, -9]]);
    expect([integerMean(-5, 2), integerMean(5, 2), integerMean(-1, 2), integerMean(1, 4)]).toEqual([-3, 3, -1, 0]);
  });

  it('take the largest cell, then the fused activation', () => {
    const options = { ...POOL, activation: 'RELU' } as const;
    const model = tinyModel([of([1, 2, 4, 1], { zero: 2 }), of([1, 1, 2, 1], { zero: 2 })], {
      code: 'MAX_POOL_2D',
      options,
      inputs: [0],
      outputs: [1],
    });
    expect(runTiny(openTiny(model), [1, 5, -9, -8, 3, 4, -7, -6])).toEqual([[5, 2]]);
  });
});

describe('MEAN', () => {
  const mean = (from: TinyTensor, to: TinyTensor, axes: readonly number[]) =>
    openTiny(
      tinyModel([from, { shape: [axes.length], type: 'int32', data: axes }, to], {
        code: 'MEAN',
        options: { keepDims: false },
        inputs: [0, 1],
        outputs: [2],
      }),
    );

  it('averages over some dimensions', () => {
    expect(runTiny(mean(of([1, 2, 2, 2]), of([1, 2]), [1, 2]), [1, 10, 2, 20, 3, 30, 4, 40])).toEqual([[3, 25]]);
    expect(runTiny(mean(of([2, 3], { type: 'float32' }), of([3], { type: 'float32' }), [-2]), [1, 2, 3, 5, 6, 7])).toEqual([[3, 4, 5]]);
  });

  it('moves to the scale and zero point of its output', () => {
    expect(runTiny(mean(of([1, 4], { scale: 0.5, zero: 10 }), of([1], { zero: -3 }), [1]), [10, 12, 14, 16])).toEqual([[-1]]);
  });

  it('cuts the significand off when it folds the count in', () => {
    expect(divided({ significand: 1 << 30, exponent: 1 }, 3)).toEqual({ significand: 715827882, exponent: 0 });
    expect(divided({ significand: 1 << 30, exponent: 1 }, 4)).toEqual({ significand: 1 << 30, exponent: -1 });
  });
});
