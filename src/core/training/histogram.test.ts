import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogram.ts';

describe('a histogram', () => {
  it('spreads 64 bins from the smallest to the largest value, both counted', () => {
    const { low, high, counts } = histogramOf([0, 1, 1.5, 63, 64, 32])!;
    expect([low, high]).toEqual([0, 64]);
    expect([...counts].flatMap((count, bin) => (count === 0 ? [] : [[bin, count]]))).toEqual([
      [0, 1],
      [1, 2],
      [32, 1],
      [63, 2],
    ]);
  });

  it('has one bin for a constant, leaves out what is no number, and is nothing where nothing is', () => {
    expect(histogramOf([2, 2, NaN, Infinity])).toMatchObject({ low: 2, high: 2 });
    expect(histogramOf([2, 2, NaN, Infinity])!.counts[0]).toBe(2);
    expect(histogramOf([])).toBeUndefined();
    expect(histogramOf([NaN])).toBeUndefined();
  });
});
