import { describe, expect, it } from 'vitest';
import { expOfNegative, logistic, reciprocal, reciprocalOfOnePlus, tanh } from './fixed-functions.ts';

const ONE = 2 ** 31;
const raw = (real: number, integerBits: number): number => Math.round(real * 2 ** (31 - integerBits));

describe('fixed-point functions', () => {
  it('give e to the power of a negative number to 6 digits', () => {
    for (const x of [-0.001, -0.25, -0.3, -1, -2.5, -7, -15.9]) expect(expOfNegative(raw(x, 5), 5) / ONE).toBeCloseTo(Math.exp(x), 6);
    expect(expOfNegative(0, 5)).toBe(2147483647);
    expect(expOfNegative(raw(-1, 5), 5)).toBe(790015308);
  });

  it('divide 1 by 1 + x', () => {
    for (const x of [0, 0.1, 0.5, 0.999]) expect(reciprocalOfOnePlus(raw(x, 0)) / ONE).toBeCloseTo(1 / (1 + x), 8);
  });

  it('give logistic and tanh of either sign', () => {
    for (const x of [-7.5, -1, -0.01, 0.01, 1, 3, 7.5]) {
      expect(logistic(raw(x, 4), 4) / ONE).toBeCloseTo(1 / (1 + Math.exp(-x)), 6);
      expect(tanh(raw(x, 4), 4) / ONE).toBeCloseTo(Math.tanh(x), 6);
    }
    expect(logistic(0, 4)).toBe(1 << 30);
    expect(tanh(0, 4)).toBe(0);
  });

  it('divide 1 by a number with integer bits', () => {
    for (const x of [2 ** -6, 1, 1.25, 7, 2000]) {
      const { significand, exponent } = reciprocal(raw(x, 12), 12);
      expect((significand / ONE / 2 ** exponent) * x).toBeCloseTo(1, 7);
    }
  });
});
