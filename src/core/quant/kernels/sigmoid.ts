/** LOGISTIC and TANH: int8 in 32-bit fixed point, int16 from a table of sigmoid. */
import { clamp, divideByPowerOfTwo, rescale, roundHalfAway, splitExponent } from '../fixed-point.ts';
import { logistic as fixedLogistic, tanh as fixedTanh } from '../fixed-functions.ts';
import { sigmoidInt16, tanhInt16 } from '../lookup-table.ts';
import type { Prepare, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { affineOf, label } from './quantization.ts';
import { unaryKernel } from './unary.ts';

type Entry = (q: number) => number;

const INTEGER_BITS = 4;

/** An int8 entry with four integer bits, given to `compute`; where those bits are too few the result saturates. */
function withFourBits(from: Value, compute: (raw: number) => number): Entry {
  const { scale, zeroPoint } = affineOf(from);
  const { fraction, exponent } = splitExponent(scale * 2 ** (31 - INTEGER_BITS));
  const significand = roundHalfAway(fraction * 2 ** 31) | 0;
  const radius = Math.floor(((2 ** INTEGER_BITS - 1) * 2 ** (31 - INTEGER_BITS)) / 2 ** exponent);
  return (q) => {
    const shifted = q - zeroPoint;
    if (shifted <= -radius) return -128;
    return shifted >= radius ? 127 : clamp(compute(rescale(shifted, significand, exponent)), -128, 127);
  };
}

/** Refused unless the output has the quantisation that the kernel's arithmetic implies. */
function expectOutput(to: Value, scale: number, zeroPoint: number): void {
  const given = affineOf(to);
  if (given.zeroPoint !== zeroPoint || Math.abs(given.scale / scale - 1) > 1e-3)
    refuse(`writes scale ${scale} and zero point ${zeroPoint}, but ${label(to)} has ${given.scale} and ${given.zeroPoint}`);
}

/** How an int16 entry becomes the 1/12288ths the table wants: (q * multiplier + half) >> shift. */
interface Conversion {
  readonly multiplier: number;
  readonly shift: number;
}

/** Powers of two that fit are shifted by (`most` at most); other scales get a multiplier of 15 bits. */
function conversionOf(from: Value, most: number): Conversion {
  const { scale, zeroPoint } = affineOf(from);
  if (zeroPoint !== 0) refuse(`needs zero point 0, but ${label(from)} has ${zeroPoint}`);
  const power = Math.log2(scale) + 12;
  const whole = Math.round(power);
  if (Math.abs(power - whole) < 1e-3 && whole >= 0 && whole <= most) return { multiplier: 3 << whole, shift: 0 };
  let multiplier = scale * 4096 * 3;
  let shift = 0;
  for (; multiplier <= 32767 / 2 && shift <= 30; shift++) multiplier *= 2;
  return { multiplier: Math.trunc(multiplier), shift };
}

function tableEntry({ multiplier, shift }: Conversion, compute: (x: number) => number): Entry {
  const half = shift > 0 ? 1 << (shift - 1) : 0;
  return (q) => compute((q * multiplier + half) >> shift);
}

export const logistic: Prepare<'LOGISTIC'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  return unaryKernel(from, to, {
    float32: (x) => 1 / (1 + Math.exp(-x)),
    int8: () => {
      expectOutput(to, 1 / 256, -128);
      return withFourBits(from, (raw) => divideByPowerOfTwo(fixedLogistic(raw, INTEGER_BITS), 23) - 128);
    },
    int16: () => {
      expectOutput(to, 1 / 32768, 0);
      return tableEntry(conversionOf(from, 0), sigmoidInt16);
    },
  });
};

export const tanh: Prepare<'TANH'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  return unaryKernel(from, to, {
    float32: Math.tanh,
    int8: () => {
      expectOutput(to, 1 / 128, 0);
      return withFourBits(from, (raw) => divideByPowerOfTwo(fixedTanh(raw, INTEGER_BITS), 24));
    },
    int16: () => {
      expectOutput(to, 1 / 32768, 0);
      return tableEntry(conversionOf(from, 1), tanhInt16);
    },
  });
};
