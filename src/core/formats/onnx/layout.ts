/**
 * How a value's dimensions stand in the design: `perm[i]` is the ONNX dimension that the design's dimension `i` is. Channels-first values
 * are kept channels-last, and a Transpose only changes the note until something needs the values in another order.
 */
import type { Shape } from '../../graph/tensor.ts';

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
