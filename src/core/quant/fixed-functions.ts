/**
 * exp, 1/(1+x), logistic and tanh in 32-bit fixed point. A number with n integer bits stands for raw / 2^(31 - n), in [-2^n, 2^n).
 * The same sequence of rounded operations as gemmlowp's `fixedpoint.h`, so that every bit agrees.
 */
import { divideByPowerOfTwo, highMultiply, multiplyByPowerOfTwo } from './fixed-point.ts';

const ONE = 2147483647;
const EIGHTH = 1 << 28;
const THIRD = 715827883;
const EXP_MINUS_EIGHTH = 1895147668;
/** exp(-2^k) with no integer bits, for k from -2. */
const EXP_MINUS_POWER = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];
/** With two integer bits: 48/17 and -32/17, where Newton's division starts, and 1. */
const START = 1515870810;
const START_SLOPE = -1010580540;
const ONE_OF_4 = 1 << 29;

/** exp(a) for a in [-1/4, 0), no integer bits in or out: four Taylor terms around -1/8. */
function expNearZero(a: number): number {
  const x = (a + EIGHTH) | 0;
  const x2 = highMultiply(x, x);
  const x3 = highMultiply(x2, x);
  const x4 = highMultiply(x2, x2);
  const cubicUp = highMultiply(divideByPowerOfTwo(x4, 2) + x3, THIRD);
  const squareUp = divideByPowerOfTwo(cubicUp + x2, 1);
  return (EXP_MINUS_EIGHTH + highMultiply(EXP_MINUS_EIGHTH, (x + squareUp) | 0)) | 0;
}

/** exp(a) for a <= 0 with `integerBits` (at most 5) integer bits; the result has none, and 1 is 2^31 - 1. */
export function expOfNegative(a: number, integerBits: number): number {
  if (a === 0) return ONE;
  const fractionBits = 31 - integerBits;
  const quarter = 1 << (fractionBits - 2);
  const remainder = (a & (quarter - 1)) - quarter;
  let result = expNearZero(multiplyByPowerOfTwo(remainder, integerBits));
  const quarters = (remainder - a) | 0;
  for (let k = -2; k < integerBits && k <= 4; k++) {
    if ((quarters & (1 << (fractionBits + k))) !== 0) result = highMultiply(result, EXP_MINUS_POWER[k + 2]!);
  }
  return result;
}

/** 2 / (1 + a) for a in [0, 1) without integer bits; the result has two. Newton's division, three steps. */
function twiceReciprocalOfOnePlus(a: number): number {
  const half = Math.floor((a + 2147483648) / 2);
  let x = (START + highMultiply(half, START_SLOPE)) | 0;
  for (let step = 0; step < 3; step++) {
    const rest = (ONE_OF_4 - highMultiply(half, x)) | 0;
    x = (x + multiplyByPowerOfTwo(highMultiply(x, rest), 2)) | 0;
  }
  return x;
}

/** 1 / (1 + a) for a in [0, 1), no integer bits in or out. */
export function reciprocalOfOnePlus(a: number): number {
  return multiplyByPowerOfTwo(twiceReciprocalOfOnePlus(a), 1);
}

/** 1 / (1 + exp(-a)); `a` has `integerBits` integer bits, the result none. */
export function logistic(a: number, integerBits: number): number {
  if (a === 0) return 1 << 30;
  const positive = reciprocalOfOnePlus(expOfNegative(a > 0 ? -a : a, integerBits));
  return a > 0 ? positive : (ONE - positive) | 0;
}

/** tanh(a); `a` has `integerBits` (at most 4) integer bits, the result none. */
export function tanh(a: number, integerBits: number): number {
  if (a === 0) return 0;
  const exponential = expOfNegative(a < 0 ? a : -a, integerBits + 1);
  const magnitude = multiplyByPowerOfTwo((twiceReciprocalOfOnePlus(exponential) - ONE_OF_4) | 0, 2);
  return a < 0 ? -magnitude : magnitude;
}

/** 1 / x for x > 0 with `integerBits` integer bits: significand (no integer bits, in (1/2, 1]) times 2^-exponent. */
export function reciprocal(x: number, integerBits: number): { significand: number; exponent: number } {
  const headroom = Math.clz32(x);
  return { significand: reciprocalOfOnePlus(((x << headroom) - 2147483648) | 0), exponent: integerBits - headroom };
}
