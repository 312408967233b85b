import { describe, expect, it } from 'vitest';
import { between, normal } from './distributions.ts';
import { createRandom } from './random.ts';

const COUNT = 20_000;

describe('distributions', () => {
  it('normal numbers have mean 0, deviation 1 and the usual share beyond two deviations', () => {
    const random = createRandom(1);
    const values = Array.from({ length: COUNT }, () => normal(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT).toBeCloseTo(1, 1);
    expect(values.filter((value) => Math.abs(value) > 2).length / COUNT).toBeCloseTo(0.0455, 2);
  });

  it('uniform numbers fill their range and stay inside', () => {
    const random = createRandom(2);
    const values = Array.from({ length: COUNT }, () => between(random, -3, 5));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...values)).toBeLessThan(5);
    expect(values.reduce((sum, value) => sum + value, 0) / COUNT).toBeCloseTo(1, 1);
  });
});
