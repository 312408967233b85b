import { describe, expect, it } from 'vitest';
import { niceTicks, ticksAround } from './ticks.ts';

describe('ticks of a value axis', () => {
  it('are round in tens, or in powers of two for bytes', () => {
    expect(niceTicks(100, 10)).toEqual([0, 25, 50, 75, 100]);
    expect(niceTicks(8.49e6, 10)).toEqual([0, 2.5e6, 5e6, 7.5e6, 10e6]);
    expect(niceTicks(49152, 2)).toEqual([0, 16384, 32768, 49152]);
  });

  it('are five at most, start at 0 and reach the top', () => {
    for (let top = 0.013; top < 1e9; top *= 1.37) {
      for (const base of [2, 10] as const) {
        const ticks = niceTicks(top, base);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(top * (1 - 1e-6));
      }
    }
  });

  it('have an axis even when there is nothing to show', () => {
    expect(niceTicks(0, 10)).toEqual([0, 1]);
  });
});

describe('ticks around a range', () => {
  it('are round and hold it', () => {
    expect(ticksAround(0.55, 1.42)).toEqual([0.5, 0.75, 1, 1.25, 1.5]);
    expect(ticksAround(1.05, 1.43)).toEqual([1, 1.1, 1.2000000000000002, 1.3, 1.4000000000000001, 1.5]);
    expect(ticksAround(3, 3)).toEqual([2, 3]);
  });

  it('end at 100 where that is the most there can be', () => {
    expect(ticksAround(56, 100)).toEqual([40, 60, 80, 100]);
    for (let low = 0; low <= 100; low += 0.37) expect(ticksAround(low, 100).at(-1)).toBeCloseTo(100, 9);
  });
});
