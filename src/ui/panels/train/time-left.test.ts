import { describe, expect, it } from 'vitest';
import { DEFAULT_RECIPE } from '../../../core/training/recipe.ts';
import { secondsLeft, timeLeftText } from './time-left.ts';

const RECIPE = {
  ...DEFAULT_RECIPE,
  epochs: 10,
  batch: 32,
  quantization: { epochs: 2, weightBits: 8, learningRate: 0.0001, ranges: 'min-max' },
} as const;
const REPORT = {
  step: 99,
  steps: 1000,
  epoch: 1,
  phase: 'float',
  loss: 1,
  learningRate: 0.001,
  samplesPerSecond: 3200,
  threads: 1,
} as const;

describe('the time left', () => {
  it('counts the steps of both phases at the speed of now', () => {
    // 900 float steps and 2 epochs of 100, at 100 steps a second.
    expect(secondsLeft(REPORT, RECIPE)).toBe(11);
    expect(secondsLeft({ ...REPORT, phase: 'quantized', step: 99, steps: 200 }, RECIPE)).toBe(1);
    expect(secondsLeft(REPORT, DEFAULT_RECIPE)).toBe(9);
  });

  it.each([
    [0.4, 'a few seconds left'],
    [11, 'about 10 s left'],
    [89, 'about 90 s left'],
    [100, 'about 2 min left'],
    [3600, 'about 60 min left'],
    [9000, 'about 2.5 h left'],
    [Infinity, ''],
  ])('of %s s is said as a guess', (seconds, words) => {
    expect(timeLeftText(seconds)).toBe(words);
  });
});
