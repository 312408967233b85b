/** Elementwise operators of two inputs: which element of each meets at an output element. */
import { elementCount, sameShape, shapeText } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Numbers } from '../elements.ts';
import type { IndexMap } from './index-map.ts';
import { stridedMap, stridesOf } from './index-map.ts';
import type { Kernel, Value } from './kernel.ts';
import { refuse } from './kernel.ts';
import { numbersOf } from './quantization.ts';

/** Computes an output element of one element of each input. */
export type Pairwise = (a: number, b: number) => number;

/** Shapes are aligned at their last dimension; a dimension of 1 is repeated. */
export function pairwiseKernel(a: Value, b: Value, to: Value, compute: Pairwise): Kernel {
  const [left, right, out] = [numbersOf(a), numbersOf(b), numbersOf(to)];
  const { shape } = to.tensor;
  if (elementCount(shape) === left.length && sameShape(a.tensor.shape, b.tensor.shape)) return () => pairAll(left, right, out, compute);
  const [mapA, mapB] = [broadcastMap(a.tensor.shape, shape), broadcastMap(b.tensor.shape, shape)];
  return () => pairMapped(left, right, out, compute, mapA, mapB);
}

function broadcastMap(from: Shape, to: Shape): IndexMap {
  const missing = to.length - from.length;
  const strides = stridesOf(from);
  if (missing < 0 || from.some((cells, d) => cells !== 1 && cells !== to[d + missing]))
    refuse(`cannot repeat ${shapeText(from)} to fill ${shapeText(to)}`);
  return stridedMap(
    to,
    to.map((_, d) => (d < missing || from[d - missing] === 1 ? 0 : strides[d - missing]!)),
  );
}

function pairAll(a: Numbers, b: Numbers, out: Numbers, compute: Pairwise): void {
  for (let i = 0; i < out.length; i++) out[i] = compute(a[i]!, b[i]!);
}

function pairMapped(a: Numbers, b: Numbers, out: Numbers, compute: Pairwise, mapA: IndexMap, mapB: IndexMap): void {
  for (let i = 0; i < out.length; i++) out[i] = compute(a[mapA[i]!]!, b[mapB[i]!]!);
}
