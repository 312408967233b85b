/** Gradients of what picks values: rows of a table, the largest of a window. TensorFlow.js's WebAssembly backend lacks the first and loses some of the second. */
import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { floatsIn } from './floats-in.ts';
import { wasmKernel } from './wasm-kernel.ts';

export function selectionKernels(heap: Heap): readonly KernelConfig[] {
  return [
    wasmKernel('UnsortedSegmentSum', ({ x, segmentIds }, attrs) => segmentSum(heap, x!, segmentIds!, (attrs as Segments).numSegments)),
    wasmKernel('MaxPoolGrad', ({ dy, input }, attrs) => maxPoolGradient(heap, dy!, input!, attrs as Pooling)),
  ];
}

interface Segments {
  readonly numSegments: number;
}

interface Pooling {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Rows of x added up by the segment each belongs to. */
function segmentSum(heap: Heap, x: TensorInfo, segmentIds: TensorInfo, segments: number): TensorInfo {
  const rest = x.shape.slice(segmentIds.shape.length);
  const size = rest.reduce((product, each) => product * each, 1);
  const result = heap.output([segments, ...rest]);
  const sums = floatsIn(result).fill(0);
  const values = floatsIn(x);
  floatsIn(segmentIds).forEach((segment, row) => {
    for (let i = 0; i < size; i++) sums[segment * size + i]! += values[row * size + i]!;
  });
  return result;
}

/** Each output's gradient goes to the first cell of its window that is the largest. */
function maxPoolGradient(
  heap: Heap,
  dy: TensorInfo,
  input: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: Pooling,
): TensorInfo {
  const shape = input.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const result = heap.output(input.shape);
  const to = floatsIn(result).fill(0);
  const [from, gradients] = [floatsIn(input), floatsIn(dy)];
  let at = 0;
  for (let image = 0; image < info.batchSize; image++)
    for (let row = 0; row < info.outHeight; row++)
      for (let column = 0; column < info.outWidth; column++)
        for (let channel = 0; channel < info.inChannels; channel++)
          to[
            largest(from, info, image, row * info.strideHeight - info.padInfo.top, column * info.strideWidth - info.padInfo.left, channel)
          ]! += gradients[at++]!;
  return result;
}

type PoolInfo = ReturnType<typeof backend_util.computePool2DInfo>;

/** Place of the largest value of a window whose corner may lie outside. */
function largest(from: Float32Array, info: PoolInfo, image: number, top: number, left: number, channel: number): number {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth } = info;
  const [firstRow, firstColumn] = [Math.max(0, top), Math.max(0, left)];
  const [endRow, endColumn] = [Math.min(inHeight, top + filterHeight), Math.min(inWidth, left + filterWidth)];
  let best = ((image * inHeight + firstRow) * inWidth + firstColumn) * inChannels + channel;
  for (let row = firstRow; row < endRow; row++) {
    let at = ((image * inHeight + row) * inWidth + firstColumn) * inChannels + channel;
    for (let column = firstColumn; column < endColumn; column++) {
      if (from[at]! > from[best]!) best = at;
      at += inChannels;
    }
  }
  return best;
}
