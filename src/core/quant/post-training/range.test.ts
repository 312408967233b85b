import { describe, expect, it } from 'vitest';
import type { Observation } from './observe.ts';
import { affineOver, chooseRange, symmetricScale } from './range.ts';

/** Values in equal bins from `low` to `high`. */
const seen = (low: number, high: number, counts: readonly number[]): Observation => ({ low, high, counts: Float64Array.from(counts) });

describe('the range of a tensor', () => {
  it('is all that was seen under min-max', () => {
    expect(chooseRange(seen(-1, 3, [1, 0, 0, 1]), { kind: 'minmax' })).toMatchObject({ low: -1, high: 3 });
  });

  it('leaves the outermost values out under a percentile, half on either side', () => {
    const outliers = seen(0, 10, [1, 49, 0, 0, 0, 0, 0, 0, 49, 1]);
    expect(chooseRange(outliers, { kind: 'percentile', percent: 100 })).toEqual({ low: 0, high: 10 });
    expect(chooseRange(outliers, { kind: 'percentile', percent: 97 })).toEqual({ low: 1, high: 9 });
  });

  it('clips a few far values under least squared error, and nothing where all count', () => {
    const counts = new Array<number>(2048).fill(0);
    counts.fill(1000, 0, 205);
    counts[2047] = 1;
    const clipped = chooseRange(seen(0, 10, counts), { kind: 'mse' });
    expect(clipped.high).toBeLessThan(9);
    expect(clipped.high).toBeGreaterThan(1);
    const even = chooseRange(seen(-1, 1, new Array<number>(2048).fill(1)), { kind: 'mse' });
    expect(even.high).toBeGreaterThan(0.98);
  });
});

describe('scales', () => {
  it('span a range in 255 steps and hold 0 exactly', () => {
    expect(affineOver({ low: -1, high: 1.55 })).toEqual({ scale: Math.fround(0.01), zeroPoint: -28 });
    expect(affineOver({ low: 0.5, high: 2.55 })).toEqual({ scale: Math.fround(0.01), zeroPoint: -128 });
    expect(affineOver({ low: -2.55, high: -1 })).toEqual({ scale: Math.fround(0.01), zeroPoint: 127 });
  });

  it('are 1 where nothing was seen but 0', () => {
    expect(affineOver({ low: 0, high: 0 })).toEqual({ scale: 1, zeroPoint: 0 });
    expect(symmetricScale(0, 127)).toBe(1);
    expect(symmetricScale(12.7, 127)).toBe(Math.fround(0.1));
  });
});
