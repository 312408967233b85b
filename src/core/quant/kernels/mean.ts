/** MEAN over some dimensions. */
import { elementCount, shapeText } from '../../graph/tensor.ts';
import type { Numbers } from '../elements.ts';
import { clamp, quantizeMultiplier, rescale } from '../fixed-point.ts';
import type { Multiplier } from '../fixed-point.ts';
import type { IndexMap } from './index-map.ts';
import { stridedMap, stridesOf } from './index-map.ts';
import type { Kernel, Prepare, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { affineOf, constantOf, expectSameType, integerRange, numbersOf, unsupportedType } from './quantization.ts';

export const mean: Prepare<'MEAN'> = (site): Kernel => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameType(from, to);
  const { shape } = from.tensor;
  const axes = new Set(constantOf(input(site, 1)).map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const kept = shape.map((cells, d) => (axes.has(d) ? 1 : cells));
  const count = elementCount(shape) / elementCount(kept);
  if (elementCount(kept) !== to.elements.length)
    refuse(`averages ${shapeText(shape)} to ${shapeText(kept)} for ${shapeText(to.tensor.shape)}`);
  const strides = stridesOf(kept);
  const map = stridedMap(
    shape,
    strides.map((stride, d) => (axes.has(d) ? 0 : stride)),
  );
  return meanKernel(numbersOf(from), numbersOf(to), map, finishOf(from, to, count));
};

function meanKernel(from: Numbers, to: Numbers, map: IndexMap, finish: (sum: number) => number): Kernel {
  const sums = to instanceof Float32Array ? new Float32Array(to.length) : new Float64Array(to.length);
  return () => {
    sums.fill(0);
    for (let i = 0; i < map.length; i++) sums[map[i]!]! += from[i]!;
    for (let i = 0; i < to.length; i++) to[i] = finish(sums[i]!);
  };
}

function finishOf(from: Value, to: Value, count: number): (sum: number) => number {
  if (from.tensor.type === 'float32') return (sum) => sum / count;
  if (from.tensor.type !== 'int8' && from.tensor.type !== 'int16') return unsupportedType(from);
  const [source, target] = [affineOf(from), affineOf(to)];
  const { significand, exponent } = divided(quantizeMultiplier(source.scale / target.scale), count);
  const { low, high } = integerRange(to);
  return (sum) => clamp(rescale((sum - source.zeroPoint * count) | 0, significand, exponent) + target.zeroPoint, low, high);
}

/** The factor over `count`, its significand cut off after a shift by log2(count), rounded down. Source: `reference/reduce.h`. */
export function divided({ significand, exponent }: Multiplier, count: number): Multiplier {
  const shift = Math.min(31 - Math.clz32(count), 32, 31 + exponent);
  return { significand: Number((BigInt(significand) << BigInt(shift)) / BigInt(count)), exponent: exponent - shift };
}
