/** SOFTMAX over the last dimension: float32, int8 to int8 or int16 in fixed point, int16 from tables. */
import type { Numbers } from '../elements.ts';
import { clamp, divideByPowerOfTwo, highMultiply, quantizeMultiplier, rescale } from '../fixed-point.ts';
import { expOfNegative, reciprocal } from '../fixed-functions.ts';
import { interpolate, sampleInt16 } from '../lookup-table.ts';
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { affineOf, entriesOf, expectSameCount, integerRange, label, numbersOf } from './quantization.ts';

/** Computes one row of `depth` elements starting at `at`. */
type Row = (at: number, depth: number) => void;

export const softmax: Prepare<'SOFTMAX'> = (site): Kernel => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameCount(from, to);
  const depth = from.tensor.shape.at(-1) ?? refuse('has no dimension to sum over');
  const row = rowOf(site);
  return () => {
    for (let at = 0; at < from.elements.length; at += depth) row(at, depth);
  };
};

function rowOf(site: Site<'SOFTMAX'>): Row {
  const [from, to] = [input(site, 0).tensor.type, output(site).tensor.type];
  if (from === 'float32' && to === 'float32') return realRow(site);
  if (from === 'int8' && (to === 'int8' || to === 'int16')) return int8Row(site);
  if (from === 'int16' && to === 'int16') return int16Row(site);
  return refuse(`is not supported from ${from} to ${to}`);
}

function greatest(from: Numbers, at: number, depth: number): number {
  let most = -Infinity;
  for (let i = at; i < at + depth; i++) most = Math.max(most, from[i]!);
  return most;
}

function realRow(site: Site<'SOFTMAX'>): Row {
  const { beta } = site.options;
  const [from, to] = [numbersOf(input(site, 0)), numbersOf(output(site))];
  return (at, depth) => {
    const most = greatest(from, at, depth);
    let sum = 0;
    for (let i = at; i < at + depth; i++) {
      const power = Math.exp((from[i]! - most) * beta);
      to[i] = power;
      sum += power;
    }
    for (let i = at; i < at + depth; i++) to[i] = to[i]! / sum;
  };
}

/** Integer bits of the exponents, and of the sum of powers. */
const POWER_BITS = 5;
const SUM_BITS = 12;

/** exp(beta * scale * -i) without integer bits for i = 0 to 255; 0 where the exponent has too many bits, as the runtime skips those. */
function int8Powers(site: Site<'SOFTMAX'>): Int32Array {
  const { scale } = affineOf(input(site, 0));
  const real = Math.min(Math.fround(site.options.beta) * scale * 2 ** (31 - POWER_BITS), 2 ** 31 - 1);
  const { significand, exponent } = quantizeMultiplier(real);
  if (exponent < 0) refuse(`has beta ${site.options.beta} and scale ${scale}, whose product is too small`);
  const radius = Math.floor(((2 ** POWER_BITS - 1) * 2 ** (31 - POWER_BITS)) / 2 ** exponent);
  return Int32Array.from({ length: 256 }, (_, i) =>
    i > radius ? 0 : expOfNegative(highMultiply(-i << exponent, significand), POWER_BITS),
  );
}

function int8Row(site: Site<'SOFTMAX'>): Row {
  const powers = int8Powers(site);
  const from = entriesOf(input(site, 0), Int8Array);
  const to = numbersOf(output(site));
  const { low, high } = integerRange(output(site));
  const bits = to.BYTES_PER_ELEMENT * 8;
  expectScale(site, 2 ** -bits, low);
  return (at, depth) => {
    const most = greatest(from, at, depth);
    let sum = 0;
    for (let i = at; i < at + depth; i++) sum += divideByPowerOfTwo(powers[most - from[i]!]!, SUM_BITS);
    const { significand, exponent } = reciprocal(sum | 0, SUM_BITS);
    for (let i = at; i < at + depth; i++) {
      const share = divideByPowerOfTwo(highMultiply(significand, powers[most - from[i]!]!), exponent + 31 - bits);
      to[i] = clamp(share + low, low, high);
    }
  };
}

/** Refused unless the output has the quantisation that the kernel's arithmetic implies. */
function expectScale(site: Site<'SOFTMAX'>, scale: number, zeroPoint: number): void {
  const given = affineOf(output(site));
  if (given.zeroPoint !== zeroPoint || Math.abs(given.scale / scale - 1) > 1e-3)
    refuse(`writes scale ${scale} and zero point ${zeroPoint}, but ${label(output(site))} has ${given.scale} and ${given.zeroPoint}`);
}

function int16Row(site: Site<'SOFTMAX'>): Row {
  const { significand, exponent } = quantizeMultiplier((affineOf(input(site, 0)).scale * Math.fround(site.options.beta)) / (10 / 65535));
  const exponential = sampleInt16({ value: Math.exp, from: -10, to: 0 });
  const reciprocalOfOnePlus = sampleInt16({ value: (x) => 1 / (1 + x), from: 0, to: 1 });
  const [from, to] = [entriesOf(input(site, 0), Int16Array), entriesOf(output(site), Int16Array)];
  expectScale(site, 1 / 32768, 0);
  return (at, depth) => {
    const most = greatest(from, at, depth);
    let sum = 0;
    for (let i = at; i < at + depth; i++) {
      const scaled = rescale(from[i]! - most, significand, exponent);
      const power = interpolate(exponential, clamp(scaled + 32767, -32768, 32767));
      to[i] = power;
      sum += power;
    }
    const headroom = Math.clz32(sum);
    const shifted = Math.floor((sum * 2 ** (headroom - 1) + 8192) / 16384);
    const share = interpolate(reciprocalOfOnePlus, clamp(shifted - 98304, -32768, 32767));
    const shift = 2 ** (31 - headroom);
    for (let i = at; i < at + depth; i++) to[i] = clamp(Math.floor((to[i]! * share + shift / 2) / shift), 0, 32767);
  };
}
