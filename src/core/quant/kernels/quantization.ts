/** Scales, zero points and clamping ranges of a kernel's values, in the precision the runtime holds them (float32 scales). */
import type { Activation } from '../../graph/deployed.ts';
import { elementCount } from '../../graph/tensor.ts';
import type { ElementType } from '../../graph/tensor.ts';
import type { Elements, Numbers } from '../elements.ts';
import { roundHalfAway } from '../fixed-point.ts';
import type { Value } from './kernel.ts';
import { refuse } from './kernel.ts';

const { fround } = Math;

/** real = scale * (q - zeroPoint) */
export interface Affine {
  readonly scale: number;
  readonly zeroPoint: number;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** By type; undefined for types that are never quantised. */
export const INTEGER_RANGES: Partial<Readonly<Record<ElementType, Range>>> = {
  int4: { low: -8, high: 7 },
  int8: { low: -128, high: 127 },
  uint8: { low: 0, high: 255 },
  int16: { low: -32768, high: 32767 },
  int32: { low: -2147483648, high: 2147483647 },
};

/** How a message calls a value. */
export function label({ tensor, index }: Value): string {
  return tensor.name === '' ? `tensor ${index}` : `tensor ${index} "${tensor.name}"`;
}

/** The one scale and zero point of a value. */
export function affineOf(value: Value): Affine {
  const { quantization } = value.tensor;
  const [scale] = quantization?.scales ?? [];
  if (scale === undefined) return refuse(`needs the scale of ${label(value)}, which has none`);
  if (!(scale > 0)) return refuse(`cannot use ${label(value)}, whose scale is ${scale}`);
  return { scale: fround(scale), zeroPoint: quantization?.zeroPoints[0] ?? 0 };
}

/** One scale for each of `count` channels; a single scale stands for all. */
export function channelScales(value: Value, count: number): number[] {
  const scales = value.tensor.quantization?.scales ?? [];
  if (scales.length === 1) return new Array<number>(count).fill(affineOf(value).scale);
  if (scales.length !== count) return refuse(`has ${scales.length} scales for the ${count} channels of ${label(value)}`);
  return scales.map(fround);
}

/** Least and greatest integer of the value's type. */
export function integerRange(value: Value): Range {
  return INTEGER_RANGES[value.tensor.type] ?? unsupportedType(value);
}

/** The integers an output may take under a fused activation. Source: `kernels/kernel_util.cc`, CalculateActivationRangeQuantized. */
export function quantizedRange(value: Value, activation: Activation): Range {
  const whole = integerRange(value);
  const { low, high } = realRange(activation);
  if (low === -Infinity) return whole;
  const { scale, zeroPoint } = affineOf(value);
  const quantize = (real: number): number => zeroPoint + roundHalfAway(fround(real / scale));
  return {
    low: Math.max(whole.low, quantize(low)),
    high: high === Infinity ? whole.high : Math.min(whole.high, quantize(high)),
  };
}

/** The reals an output may take under a fused activation. */
export function realRange(activation: Activation): Range {
  switch (activation) {
    case 'NONE':
      return { low: -Infinity, high: Infinity };
    case 'RELU':
      return { low: 0, high: Infinity };
    case 'RELU_N1_TO_1':
      return { low: -1, high: 1 };
    case 'RELU6':
      return { low: 0, high: 6 };
    case 'TANH':
    case 'SIGN_BIT':
      return refuse(`has the fused activation ${activation}, which no kernel applies here`);
  }
}

export function unsupportedType(value: Value): never {
  return refuse(`is not supported on ${label(value)} of type ${value.tensor.type}`);
}

/** The value's entries as plain numbers; refused for 64-bit integers. */
export function numbersOf(value: Value): Numbers {
  const { elements } = value;
  return elements instanceof BigInt64Array || elements instanceof BigUint64Array ? unsupportedType(value) : elements;
}

/** The value's entries, which must be of that type. */
export function entriesOf<T extends Elements>(value: Value, type: abstract new (...parts: never[]) => T): T {
  return value.elements instanceof type ? value.elements : unsupportedType(value);
}

/** A small constant as numbers (shapes, axes, pads); refused when an operator computes it. */
export function constantOf(value: Value): number[] {
  if (value.tensor.role !== 'constant') return refuse(`needs ${label(value)} as a constant, but it is computed`);
  return Array.from(value.elements, Number);
}

/** Refused unless both values have as many elements. */
export function expectSameCount(a: Value, b: Value): void {
  if (elementCount(a.tensor.shape) === elementCount(b.tensor.shape)) return;
  refuse(`joins ${label(a)} and ${label(b)}, which differ in elements`);
}

/** Refused unless all values have one type. */
export function expectSameType(...values: readonly Value[]): void {
  const [first] = values;
  const odd = values.find((value) => value.tensor.type !== first?.tensor.type);
  if (first !== undefined && odd !== undefined)
    refuse(`joins ${label(first)} of type ${first.tensor.type} and ${label(odd)} of type ${odd.tensor.type}`);
}

/** The value's shape, which must have `rank` dimensions. */
export function shapeOf(value: Value, rank: number): readonly number[] {
  const { shape } = value.tensor;
  return shape.length === rank ? shape : refuse(`needs ${rank} dimensions of ${label(value)}, which has ${shape.length}`);
}
