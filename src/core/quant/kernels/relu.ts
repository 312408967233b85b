/** RELU, RELU6, LEAKY_RELU and HARD_SWISH. */
import { clamp, divideByPowerOfTwo, halfSignificand, quantizeMultiplier, rescale, roundHalfAway } from '../fixed-point.ts';
import type { Prepare, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { affineOf, integerRange, label } from './quantization.ts';
import { unaryKernel } from './unary.ts';

const { fround } = Math;

type Entry = (q: number) => number;

/** Rescales to the output; below zero is zero. */
function quantizedRelu(from: Value, to: Value): Entry {
  const [source, target] = [affineOf(from), affineOf(to)];
  const { significand, exponent } = quantizeMultiplier(source.scale / target.scale);
  const { low, high } = integerRange(to);
  return (q) => clamp(target.zeroPoint + rescale(q - source.zeroPoint, significand, exponent), Math.max(low, target.zeroPoint), high);
}

export const relu: Prepare<'RELU'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  const quantized = (): Entry => quantizedRelu(from, to);
  return unaryKernel(from, to, { float32: (x) => (x < 0 ? 0 : x), int8: quantized, int16: quantized });
};

/** Clamped on the input's own scale, without rescaling: the runtime takes the scales as equal. */
function quantizedRelu6(from: Value): Entry {
  const { scale, zeroPoint } = affineOf(from);
  const { low, high } = integerRange(from);
  const six = clamp(roundHalfAway(fround(6 / scale)) + zeroPoint, low, high);
  return (q) => clamp(q, zeroPoint, six);
}

export const relu6: Prepare<'RELU6'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  const quantized = (): Entry => quantizedRelu6(from);
  return unaryKernel(from, to, { float32: (x) => clamp(x, 0, 6), int8: quantized, int16: quantized });
};

function quantizedLeakyRelu(from: Value, to: Value, alpha: number): Entry {
  const [source, target] = [affineOf(from), affineOf(to)];
  const above = quantizeMultiplier(fround(source.scale / target.scale));
  const below = quantizeMultiplier(fround(fround(source.scale * fround(alpha)) / target.scale));
  const { low, high } = integerRange(to);
  return (q) => {
    const { significand, exponent } = q >= source.zeroPoint ? above : below;
    return clamp(target.zeroPoint + rescale(q - source.zeroPoint, significand, exponent), low, high);
  };
}

export const leakyRelu: Prepare<'LEAKY_RELU'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  const { alpha } = site.options;
  const quantized = (): Entry => quantizedLeakyRelu(from, to, alpha);
  return unaryKernel(from, to, { float32: (x) => (x > 0 ? x : x * alpha), int8: quantized, int16: quantized });
};

const INT16_MIN = -32768;
const INT16_MAX = 32767;

/** Upper half of the doubled product of two int16, rounded to nearest, halves upwards. */
function highMultiply16(a: number, b: number): number {
  return a === INT16_MIN && b === INT16_MIN ? INT16_MAX : (a * b + 16384) >> 15;
}

/** The same, rounded towards zero. */
function highMultiply16Down(a: number, b: number): number {
  return a === INT16_MIN && b === INT16_MIN ? INT16_MAX : Math.trunc((a * b) / 32768);
}

function shiftLeft16(value: number, amount: number): number {
  return clamp(value * 2 ** amount, INT16_MIN, INT16_MAX);
}

/** x * relu6(x + 3) / 6 in 16-bit fixed point. Source: `kernels/internal/reference/hard_swish.h`. */
function quantizedHardSwish(from: Value, to: Value): Entry {
  const [source, target] = [affineOf(from), affineOf(to)];
  const fineScale = fround(source.scale / 128);
  const outward = quantizeMultiplier(fround(fineScale / target.scale));
  const reluish = quantizeMultiplier(fround(fineScale / fround(3 / 32768)));
  if (outward.exponent > 0) refuse(`scales up too far from ${label(from)} to ${label(to)}`);
  const [outwardHalf, reluishHalf] = [halfSignificand(outward.significand), halfSignificand(reluish.significand)];
  return (q) => {
    const fine = (q - source.zeroPoint) << 7;
    const factor = (reluishValue(fine, reluishHalf, reluish.exponent) + 32768) >> 1;
    const product = highMultiply16Down(factor, highMultiply16(fine, outwardHalf));
    return clamp(divideByPowerOfTwo(product, -outward.exponent) + target.zeroPoint, -128, 127);
  };
}

/** The input with 3 at 32768, saturated. */
function reluishValue(fine: number, significand: number, exponent: number): number {
  if (exponent <= 0) return divideByPowerOfTwo(highMultiply16(fine, significand), -exponent);
  return shiftLeft16(highMultiply16(shiftLeft16(fine, exponent - 1), significand), 1);
}

export const hardSwish: Prepare<'HARD_SWISH'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  return unaryKernel(from, to, {
    float32: (x) => (x * clamp(x + 3, 0, 6)) / 6,
    int8: () => quantizedHardSwish(from, to),
    int16: () => refuse('is not supported on int16'),
  });
};
