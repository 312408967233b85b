import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import {
  divideByPowerOfTwo,
  highMultiply,
  multiplyByPowerOfTwo,
  quantizeMultiplier,
  rescale,
  rescaleWide,
  roundHalfAway,
  splitExponent,
} from './fixed-point.ts';

const EDGES = [0, 1, -1, 2, -2, 0x3fffffff, -0x40000000, 0x40000000, 0x7fffffff, -0x7fffffff, -0x80000000, 65535, -65536, 32768];
const random = createRandom(11);
const int32 = (): number => (random.int(0, 3) === 0 ? random.pick(EDGES) : (random.int(-(2 ** 31), 2 ** 31 - 1) >> random.int(0, 30)) | 0);
const PAIRS = Array.from({ length: 20_000 }, () => [int32(), int32()] as const);

/** C's definition: nudged by 2^30 towards the product's sign, divided by 2^31, cut off. */
function highMultiplyOracle(a: number, b: number): number {
  if (a === -(2 ** 31) && b === a) return 2 ** 31 - 1;
  const product = BigInt(a) * BigInt(b);
  return Number((product + (product >= 0n ? 1n << 30n : 1n - (1n << 30n))) / (1n << 31n));
}

function divideOracle(x: number, exponent: number): number {
  const half = exponent === 0 ? 0n : 1n << BigInt(exponent - 1);
  const magnitude = (BigInt(Math.abs(x)) + half) >> BigInt(exponent);
  return Number(x < 0 ? -magnitude : magnitude);
}

describe('fixed-point products', () => {
  it('take the upper half of a 64-bit product as C does', () => {
    const wrong = PAIRS.filter(([a, b]) => highMultiply(a, b) !== highMultiplyOracle(a, b));
    expect(wrong).toEqual([]);
  });

  it('round to nearest, halves upwards, and saturate once', () => {
    expect(highMultiply(1 << 30, 1)).toBe(1);
    expect(highMultiply(-(1 << 30), 1)).toBe(0);
    expect(highMultiply((1 << 30) - 1, 1)).toBe(0);
    expect(highMultiply(-(2 ** 31), -(2 ** 31))).toBe(2147483647);
  });

  it('divide by a power of two with halves away from zero', () => {
    expect([5, 6, 7, -5, -6, -7].map((x) => divideByPowerOfTwo(x, 2))).toEqual([1, 2, 2, -1, -2, -2]);
    const wrong = PAIRS.filter(([x, y]) => divideByPowerOfTwo(x, y & 31) !== divideOracle(x, y & 31));
    expect(wrong).toEqual([]);
  });

  it('round twice where a product is scaled down', () => {
    expect(rescale(3, 1 << 30, -1)).toBe(1);
    expect(Math.round((3 * 2 ** 30) / 2 ** 32)).toBe(1);
    expect(rescale(1, 1 << 30, -1)).toBe(1);
    expect(Math.round(2 ** 30 / 2 ** 32)).toBe(0);
  });

  it('wrap a left shift as int32 does', () => {
    expect(rescale(3, 1 << 30, 31)).toBe(highMultiply(-(2 ** 31), 1 << 30));
    expect(rescale(100, 1 << 30, 3)).toBe(400);
  });

  it('scale 64-bit sums with one rounding and a 16-bit factor', () => {
    const shifts = [-31, -15, -8, -1, 0, 3, 7];
    const sums = Array.from({ length: 5_000 }, () => random.int(-(2 ** 40), 2 ** 40));
    const wrong = sums.filter((x, i) => {
      const significand = random.int(2 ** 30, 2 ** 31 - 1);
      const exponent = shifts[i % shifts.length]!;
      const reduced = significand < 0x7fff0000 ? (significand + 32768) >> 16 : 0x7fff;
      const total = BigInt(15 - exponent);
      const expected = BigInt.asIntN(32, (BigInt(x) * BigInt(reduced) + (1n << (total - 1n))) >> total);
      return rescaleWide(x, significand, exponent) !== Number(expected);
    });
    expect(wrong).toEqual([]);
  });

  it('saturate a shift to the left', () => {
    expect(multiplyByPowerOfTwo(3, 2)).toBe(12);
    expect(multiplyByPowerOfTwo(1 << 30, 2)).toBe(2147483647);
    expect(multiplyByPowerOfTwo(-(1 << 30), 2)).toBe(-2147483648);
    expect(multiplyByPowerOfTwo(-6, -2)).toBe(-2);
  });
});

describe('real factors', () => {
  it('become a significand of 31 bits and an exponent', () => {
    expect(quantizeMultiplier(1)).toEqual({ significand: 1 << 30, exponent: 1 });
    expect(quantizeMultiplier(0.5)).toEqual({ significand: 1 << 30, exponent: 0 });
    expect(quantizeMultiplier(0.1)).toEqual({ significand: 1717986918, exponent: -3 });
    expect(quantizeMultiplier(-0.25)).toEqual({ significand: -(1 << 30), exponent: -1 });
    expect(quantizeMultiplier(0)).toEqual({ significand: 0, exponent: 0 });
  });

  it('carry when rounding reaches the next power of two, and vanish when too small', () => {
    expect(quantizeMultiplier(1 - 2 ** -40)).toEqual({ significand: 1 << 30, exponent: 1 });
    expect(quantizeMultiplier(2 ** -33)).toEqual({ significand: 0, exponent: 0 });
    expect(quantizeMultiplier(2 ** -32)).toEqual({ significand: 1 << 30, exponent: -31 });
  });

  it('split as frexp does, from the smallest to the largest double', () => {
    for (const value of [1, 0.75, 3, -5e-310, Number.MIN_VALUE, Number.MAX_VALUE, 2 ** -1022, 0.1]) {
      const { fraction, exponent } = splitExponent(value);
      expect(Math.abs(fraction)).toBeGreaterThanOrEqual(0.5);
      expect(Math.abs(fraction)).toBeLessThan(1);
      expect(fraction * 2 ** Math.floor(exponent / 2) * 2 ** (exponent - Math.floor(exponent / 2))).toBe(value);
    }
  });

  it('round halves away from zero', () => {
    expect([0.5, 1.5, -0.5, -1.5, 2.4, -2.4].map(roundHalfAway)).toEqual([1, 2, -1, -2, 2, -2]);
  });
});
