/**
 * Fixed-point rescaling as TensorFlow Lite Micro's reference kernels do it: a real factor becomes a 31-bit significand and a power of two,
 * and a product is rounded twice (once when its upper 32 bits are taken, once by the right shift).
 * Source: TFLM 90b983c2, `kernels/internal/common.cc` without TFLITE_SINGLE_ROUNDING, and gemmlowp `fixedpoint.h`.
 */

const INT32_MIN = -2147483648;
const INT32_MAX = 2147483647;
const TWO_31 = 2147483648;

/** A real factor: significand * 2^(exponent - 31), the significand's magnitude in [2^30, 2^31) or 0. */
export interface Multiplier {
  readonly significand: number;
  readonly exponent: number;
}

/** The nearest integer, halves away from zero: C's `round`. */
export function roundHalfAway(value: number): number {
  return value < 0 ? -Math.floor(0.5 - value) : Math.floor(value + 0.5);
}

/** value = fraction * 2^exponent with the fraction's magnitude in [0.5, 1): C's `frexp`. */
export function splitExponent(value: number): { fraction: number; exponent: number } {
  if (value === 0 || !Number.isFinite(value)) return { fraction: value, exponent: 0 };
  let exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(value))) + 1);
  let fraction = value / 2 ** (exponent >> 1) / 2 ** (exponent - (exponent >> 1));
  for (; Math.abs(fraction) >= 1; exponent += 1) fraction /= 2;
  for (; Math.abs(fraction) < 0.5; exponent -= 1) fraction *= 2;
  return { fraction, exponent };
}

/** The factor as the kernels hold it. Below 2^-32 it is 0. */
export function quantizeMultiplier(real: number): Multiplier {
  if (real === 0) return { significand: 0, exponent: 0 };
  const { fraction, exponent } = splitExponent(real);
  const rounded = roundHalfAway(fraction * TWO_31);
  const carried = Math.abs(rounded) === TWO_31;
  const significand = carried ? rounded / 2 : rounded;
  const shift = carried ? exponent + 1 : exponent;
  return shift < -31 ? { significand: 0, exponent: 0 } : { significand, exponent: shift };
}

/**
 * Upper half of the doubled 64-bit product of two int32, rounded to nearest, halves upwards: floor((a * b + 2^30) / 2^31).
 * The product is summed from two exact ones of at most 47 bits; -2^31 times itself saturates.
 */
export function highMultiply(a: number, b: number): number {
  if (a === INT32_MIN && b === INT32_MIN) return INT32_MAX;
  const low = Math.floor((a * (b & 0xffff) + 1073741824) / 65536);
  return Math.floor((a * (b >> 16) + low) / 32768) | 0;
}

/** x / 2^exponent for an int32, rounded to nearest, halves away from zero; exponent in [0, 31]. No branches: it ends every inner loop. */
export function divideByPowerOfTwo(x: number, exponent: number): number {
  const mask = ((1 << exponent) - 1) | 0;
  const threshold = (mask >> 1) + (x >>> 31);
  return (x >> exponent) + ((threshold - (x & mask)) >>> 31);
}

/** x * significand * 2^(exponent - 31) for an int32 accumulator, rounded twice; a left shift wraps as int32 does. */
export function rescale(x: number, significand: number, exponent: number): number {
  if (exponent > 0) return highMultiply(x << exponent, significand);
  return divideByPowerOfTwo(highMultiply(x, significand), -exponent);
}

/**
 * The same for a 64-bit accumulator, |x| < 2^47, as int16 kernels with 64-bit biases do it: the significand is cut to 16 bits, and the
 * product is rounded once, halves upwards.
 */
export function rescaleWide(x: number, significand: number, exponent: number): number {
  const reduced = significand < 0x7fff0000 ? (significand + 32768) >> 16 : 0x7fff;
  const shift = 15 - exponent;
  const high = Math.floor(x / 1048576);
  const low = (x - high * 1048576) * reduced + 2 ** (shift - 1);
  if (shift < 20) return (high * reduced * 2 ** (20 - shift) + Math.floor(low / 2 ** shift)) | 0;
  return Math.floor((high * reduced + Math.floor(low / 1048576)) / 2 ** (shift - 20)) | 0;
}

/** x * 2^exponent for an int32: saturating to the left, rounding half away from zero to the right. */
export function multiplyByPowerOfTwo(x: number, exponent: number): number {
  if (exponent <= 0) return divideByPowerOfTwo(x, -exponent);
  const limit = 2 ** (31 - exponent) - 1;
  if (x > limit) return INT32_MAX;
  return x < -limit ? INT32_MIN : x << exponent;
}

/** A 31-bit significand cut to 16 bits, rounded, as the int16 arithmetic of HARD_SWISH takes it. */
export function halfSignificand(significand: number): number {
  return significand >= INT32_MAX - 32768 ? 32767 : (significand + 32768) >> 16;
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
