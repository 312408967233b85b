/** QUANTIZE (from reals, or from one integer type and scale to another) and DEQUANTIZE. */
import { clamp, quantizeMultiplier, rescale, roundHalfAway } from '../fixed-point.ts';
import type { Kernel, Prepare, Value } from './kernel.ts';
import { input, output } from './kernel.ts';
import { affineOf, entriesOf, expectSameCount, integerRange, numbersOf, unsupportedType } from './quantization.ts';
import { tableKernel } from './unary.ts';

export const quantize: Prepare<'QUANTIZE'> = (site): Kernel => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameCount(from, to);
  if (from.tensor.type === 'float32') return quantizeReals(from, to);
  const compute = requantize(from, to);
  if (from.tensor.type === 'int8' && to.tensor.type === 'int8') return tableKernel(from, to, compute);
  const [source, target] = [numbersOf(from), numbersOf(to)];
  return () => {
    for (let i = 0; i < target.length; i++) target[i] = compute(source[i]!);
  };
};

/** The nearest entries, halves away from zero; the division is in single precision. */
function quantizeReals(from: Value, to: Value): Kernel {
  const [source, target] = [entriesOf(from, Float32Array), numbersOf(to)];
  const { scale, zeroPoint } = affineOf(to);
  const { low, high } = integerRange(to);
  return () => {
    for (let i = 0; i < target.length; i++) {
      const entry = roundHalfAway(Math.fround(source[i]! / scale)) + zeroPoint;
      target[i] = entry < low ? low : entry > high ? high : entry;
    }
  };
}

function requantize(from: Value, to: Value): (q: number) => number {
  if (from.tensor.type === 'int4') return unsupportedType(from);
  const [source, target] = [affineOf(from), affineOf(to)];
  const { significand, exponent } = quantizeMultiplier(source.scale / target.scale);
  const { low, high } = integerRange(to);
  integerRange(from);
  return (q) => clamp(rescale(q - source.zeroPoint, significand, exponent) + target.zeroPoint, low, high);
}

export const dequantize: Prepare<'DEQUANTIZE'> = (site): Kernel => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameCount(from, to);
  if (to.tensor.type !== 'float32') return unsupportedType(to);
  const [source, target] = [numbersOf(from), numbersOf(to)];
  if (from.tensor.type === 'float16') return () => target.set(source);
  integerRange(from);
  const { scale, zeroPoint } = affineOf(from);
  return () => {
    for (let i = 0; i < target.length; i++) target[i] = scale * (source[i]! - zeroPoint);
  };
};
