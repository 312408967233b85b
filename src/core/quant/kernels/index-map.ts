/**
 * Operators that only move elements are maps: for each output element, the index of the input element it copies, or -1 for a fill.
 * A map is worked out once; neighbours that stay neighbours are then copied as runs.
 */
import { elementCount } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Elements } from '../elements.ts';
import { bytesOf } from '../elements.ts';
import type { Kernel, Value } from './kernel.ts';

/** Input index of each output element. */
export type IndexMap = Int32Array;

/** Runs are worth it when they are at least this long on average. */
const SHORTEST_RUN_BYTES = 16;

/** Distance between neighbours along each dimension, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!;
  return strides;
}

/**
 * The map that walks the output row by row and, a step along output dimension d, moves `steps[d]` input elements, from `start` on.
 * Transposing, slicing, striding, reversing and broadcasting are all of this kind.
 */
export function stridedMap(shape: Shape, steps: readonly number[], start = 0): IndexMap {
  const map = new Int32Array(elementCount(shape));
  const position = shape.map(() => 0);
  let from = start;
  for (let at = 0; at < map.length; at++) {
    map[at] = from;
    for (let d = shape.length - 1; d >= 0; d--) {
      from += steps[d]!;
      if (++position[d]! < shape[d]!) break;
      from -= steps[d]! * shape[d]!;
      position[d] = 0;
    }
  }
  return map;
}

interface Run {
  readonly to: number;
  readonly from: number;
  readonly length: number;
}

/** Maximal runs whose indices rise by one; fills are left out. */
function runsOf(map: IndexMap): Run[] {
  const runs: Run[] = [];
  let length = 1;
  for (let to = 0; to < map.length; to += length) {
    length = runLength(map, to);
    if (map[to]! >= 0) runs.push({ to, from: map[to]!, length });
  }
  return runs;
}

function runLength(map: IndexMap, start: number): number {
  if (map[start]! < 0) return 1;
  let end = start + 1;
  while (end < map.length && map[end] === map[end - 1]! + 1) end += 1;
  return end - start;
}

/** Copies as the map says; `fill` writes what the map leaves out and runs once, as those elements never change. */
export function moveKernel(from: Value, to: Value, map: IndexMap, fill?: (output: Elements) => void): Kernel {
  fill?.(to.elements);
  const runs = runsOf(map);
  const width = from.elements.BYTES_PER_ELEMENT;
  const isShort = runs.length * SHORTEST_RUN_BYTES > map.length * width;
  if (isShort && width !== 8) return copySingly(wordsOf(from.elements), wordsOf(to.elements), map);
  return copyRuns(bytesOf(from.elements), bytesOf(to.elements), runs, width);
}

function copyRuns(from: Uint8Array, to: Uint8Array, runs: readonly Run[], width: number): Kernel {
  const [whole] = runs;
  if (whole !== undefined && whole.length * width === to.length && whole.length * width === from.length) return () => to.set(from);
  return () => {
    for (const run of runs) to.set(from.subarray(run.from * width, (run.from + run.length) * width), run.to * width);
  };
}

type Words = Uint8Array | Uint16Array | Uint32Array;

/** The elements as words of their width (1, 2 or 4 bytes), so that copying cannot change a bit of them. */
function wordsOf({ buffer, byteOffset, length, BYTES_PER_ELEMENT: width }: Elements): Words {
  if (width === 1) return new Uint8Array(buffer, byteOffset, length);
  return width === 2 ? new Uint16Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
}

function copySingly(from: Words, to: Words, map: IndexMap): Kernel {
  return () => {
    for (let i = 0; i < map.length; i++) {
      const at = map[i]!;
      if (at >= 0) to[i] = from[at]!;
    }
  };
}

/** Copies everything in order: RESHAPE and its like. */
export function copyKernel(from: Value, to: Value): Kernel {
  const [source, target] = [bytesOf(from.elements), bytesOf(to.elements)];
  return () => target.set(source);
}
