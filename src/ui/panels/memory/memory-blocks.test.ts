import { describe, expect, it } from 'vitest';
import { byteTicks, timeTicks } from './memory-blocks.ts';

describe('the axes of the memory map', () => {
  it('ticks bytes in powers of two, five at most', () => {
    expect(byteTicks(4096)).toEqual([0, 1024, 2048, 3072, 4096]);
    expect(byteTicks(49152)).toEqual([0, 12288, 24576, 36864, 49152]);
    expect(byteTicks(3)).toEqual([0, 1, 2, 3]);
    for (let top = 1; top < 100_000; top += 37) expect(byteTicks(top).length).toBeLessThanOrEqual(5);
  });

  it('numbers operators as densely as fits', () => {
    expect(timeTicks(10, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(timeTicks(100, 12)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });
});
