/**
 * How a value's dimensions stand in the design: `perm[i]` is the ONNX dimension that the design's dimension `i` is. Channels-first values
 * are kept channels-last, and a Transpose only changes the note until something needs the values in another order.
 */
import type { Shape } from '../../graph/tensor.ts';
import { elementCount } from '../../graph/tensor.ts';

export type Perm = readonly number[];

export function identity(rank: number): Perm {
  return Array.from({ length: rank }, (_, i) => i);
}

/** [0, 2, 3, 1] for images, [0, 2, 1] for signals. */
export function channelsLast(rank: number): Perm {
  return rank < 3 ? identity(rank) : [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
}

export function samePerm(a: Perm, b: Perm): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}

/** An ONNX shape as the design has it. */
export function permuted(shape: Shape, perm: Perm): Shape {
  return perm.map((axis) => shape[axis]!);
}

/** A design's shape as ONNX has it. */
export function unpermuted(shape: Shape, perm: Perm): Shape {
  const result: number[] = [];
  perm.forEach((axis, i) => (result[axis] = shape[i]!));
  return result;
}

/** True when both orders lay the same values out the same way: they differ in where dimensions of size 1 stand. */
export function sameOrder(shape: Shape, a: Perm, b: Perm): boolean {
  const solid = (perm: Perm): Perm => perm.filter((axis) => shape[axis] !== 1);
  return samePerm(solid(a), solid(b));
}

/** For each position of the permuted values, the position they come from: `result[i] = from[order[i]]`. */
export function gatherOrder(shape: Shape, perm: Perm): Int32Array {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const sizes = permuted(shape, perm);
  const steps = permuted(strides, perm);
  const order = new Int32Array(elementCount(shape));
  const index = sizes.map(() => 0);
  let from = 0;
  for (let i = 0; i < order.length; i++) {
    order[i] = from;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      from += steps[axis]!;
      if (index[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      index[axis] = 0;
    }
  }
  return order;
}

type Values = Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;

/** Values with their dimensions in another order. */
export function permuteValues<T extends Values>(values: T, shape: Shape, perm: Perm): T {
  if (samePerm(perm, identity(perm.length))) return values;
  return gathered(values, gatherOrder(shape, perm));
}

/** `result[i] = values[order[i]]`, of the same kind. */
export function gathered<T extends Values>(values: T, order: ArrayLike<number>): T {
  const result = values.slice(0, order.length) as T;
  const target = result.length === order.length ? result : (new (values.constructor as new (length: number) => T)(order.length) as T);
  for (let i = 0; i < order.length; i++) target[i] = values[order[i]!]!;
  return target;
}
