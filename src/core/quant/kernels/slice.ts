/** SLICE and STRIDED_SLICE: a box of the input, in STRIDED_SLICE with steps that may be negative. */
import { elementCount, shapeText } from '../../graph/tensor.ts';
import { clamp } from '../fixed-point.ts';
import { moveKernel, stridedMap, stridesOf } from './index-map.ts';
import type { Kernel, Prepare, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { constantOf, expectSameType } from './quantization.ts';

/** Which cells of a dimension are taken: `count` of them from `start`, `step` apart. */
interface Cut {
  readonly start: number;
  readonly count: number;
  readonly step: number;
}

function cutKernel(from: Value, to: Value, cuts: readonly Cut[]): Kernel {
  expectSameType(from, to);
  const taken = cuts.map(({ count }) => count);
  if (elementCount(taken) !== elementCount(to.tensor.shape))
    refuse(`takes ${shapeText(taken)} for an output of ${shapeText(to.tensor.shape)}`);
  const strides = stridesOf(from.tensor.shape);
  const start = cuts.reduce((sum, cut, d) => sum + cut.start * strides[d]!, 0);
  return moveKernel(
    from,
    to,
    stridedMap(
      taken,
      cuts.map(({ step }, d) => step * strides[d]!),
      start,
    ),
  );
}

export const slice: Prepare<'SLICE'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  const [begin, size] = [constantOf(input(site, 1)), constantOf(input(site, 2))];
  const cuts = from.tensor.shape.map((cells, d): Cut => {
    const start = begin[d] ?? 0;
    const count = size[d] === undefined || size[d] === -1 ? cells - start : size[d];
    if (start < 0 || count < 0 || start + count > cells) refuse(`takes ${count} cells from ${start} on of dimension ${d} with ${cells}`);
    return { start, count, step: 1 };
  });
  return cutKernel(from, to, cuts);
};

export const stridedSlice: Prepare<'STRIDED_SLICE'> = (site) => {
  const { beginMask, endMask, shrinkAxisMask, ellipsisMask, newAxisMask } = site.options;
  if (ellipsisMask !== 0 || newAxisMask !== 0) refuse('has an ellipsis or new axes, which no kernel takes');
  const [from, to] = [input(site, 0), output(site)];
  const [begin, end, steps] = [1, 2, 3].map((at) => constantOf(input(site, at))) as [number[], number[], number[]];
  const bit = (mask: number, d: number): boolean => (mask & (1 << d)) !== 0;
  const cuts = from.tensor.shape.map((cells, d): Cut => {
    if (d >= begin.length) return { start: 0, count: cells, step: 1 };
    const step = steps[d] ?? 1;
    if (step === 0) return refuse(`steps by 0 along dimension ${d}`);
    const start = bit(beginMask, d) ? edge(cells, step, true) : boundary(begin[d]!, cells, step);
    if (bit(shrinkAxisMask, d)) return { start, count: 1, step: 1 };
    const stop = bit(endMask, d) ? edge(cells, step, false) : boundary(end[d] ?? cells, cells, step);
    return { start, count: Math.max(0, Math.ceil((stop - start) / step)), step };
  });
  return cutKernel(from, to, cuts);
};

/** The first cell of a whole dimension, or the one past its last, in walking order. */
function edge(cells: number, step: number, isFirst: boolean): number {
  if (step > 0) return isFirst ? 0 : cells;
  return isFirst ? cells - 1 : -1;
}

/** A boundary as given (negative: from the end), moved into the dimension. */
function boundary(given: number, cells: number, step: number): number {
  const position = given < 0 ? given + cells : given;
  return step > 0 ? clamp(position, 0, cells) : clamp(position, -1, cells - 1);
}
