/** Values of a tensor with its dimensions in another order: `perm[i]` is the old dimension that the new dimension `i` is. */
import { elementCount, type Shape } from '../graph/tensor.ts';

export function permuted(shape: Shape, perm: readonly number[]): Shape {
  return perm.map((axis) => shape[axis]!);
}

/** For each position of the permuted values, the position they come from: `result[i] = from[order[i]]`. */
export function gatherOrder(shape: Shape, perm: readonly number[]): Int32Array {
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
export function permuteValues<T extends Values>(values: T, shape: Shape, perm: readonly number[]): T {
  if (perm.every((axis, i) => axis === i)) return values;
  return gathered(values, gatherOrder(shape, perm));
}

/** `result[i] = values[order[i]]`, of the same kind. */
export function gathered<T extends Values>(values: T, order: ArrayLike<number>): T {
  const result = values.slice(0, order.length) as T;
  const target = result.length === order.length ? result : new (values.constructor as new (length: number) => T)(order.length);
  for (let i = 0; i < order.length; i++) target[i] = values[order[i]!]!;
  return target;
}
