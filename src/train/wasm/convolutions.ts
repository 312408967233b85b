/** Conv2D and its two gradients on our kernels. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import type { Conv2DInfo, Convolution } from './window.ts';
import { FLOAT_BYTES, filterOf, paddedSize, panelBytes, sidesOf, windowOf } from './window.ts';
import { wasmKernel } from './wasm-kernel.ts';

export function convolutionKernels(heap: Heap): readonly KernelConfig[] {
  return [
    wasmKernel('Conv2D', ({ x, filter }, attrs) => convolve(heap, x!, filter!, windowOf(x!.shape, filter!.shape, attrs as Convolution))),
    wasmKernel('Conv2DBackpropFilter', ({ x, dy }, attrs) => {
      const { filterShape, ...of } = attrs as Convolution & { readonly filterShape: readonly number[] };
      return filterGradient(heap, x!, dy!, windowOf(x!.shape, filterShape, of));
    }),
    wasmKernel('Conv2DBackpropInput', ({ dy, filter }, attrs) => {
      const { inputShape, ...of } = attrs as Convolution & { readonly inputShape: readonly number[] };
      return inputGradient(heap, dy!, filter!, windowOf(inputShape, filter!.shape, of));
    }),
  ];
}

function sizesOf(info: Conv2DInfo) {
  const { tall, wide } = paddedSize(info);
  return {
    taps: info.filterHeight * info.filterWidth,
    scratch: tall * wide * info.inChannels * FLOAT_BYTES,
  };
}

function convolve(heap: Heap, x: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const y = heap.output(info.outShape);
  const { taps, scratch } = sizesOf(info);
  const { batchSize, inChannels, outChannels } = info;
  const depth = taps * inChannels;
  const room = panelBytes(depth, outChannels);
  heap.lend(room + scratch, (panels) => {
    heap.run(
      ['pack', heap.at(filter), panels, 1, depth, outChannels, 0, outChannels, 1],
      ['convolve', heap.at(x), panels, heap.at(y), panels + room, batchSize, ...sidesOf(info), outChannels, ...filterOf(info)],
    );
  });
  return y;
}

function filterGradient(heap: Heap, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo {
  const gradient = heap.output(info.filterShape);
  const { batchSize, outChannels } = info;
  const addresses = [x, dy, gradient].map((tensor) => heap.at(tensor));
  heap.lend(sizesOf(info).scratch, (scratch) =>
    heap.run(['filterGradient', ...addresses, scratch, batchSize, ...sidesOf(info), outChannels, ...filterOf(info)]),
  );
  return gradient;
}

/** With stride 1 the gradient is itself a convolution, of the results' gradient with the turned filters; else it is scattered. */
function inputGradient(heap: Heap, dy: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const dx = heap.output(info.inShape);
  const turned = turnedSides(info);
  if (turned === undefined) scatter(heap, dy, filter, dx, info);
  else convolveTurned(heap, dy, filter, dx, info, turned);
  return dx;
}

/** The sides of the convolution that takes a gradient of stride 1 back; undefined where that is none. */
export function turnedSides(info: Conv2DInfo): { readonly sides: readonly number[]; readonly places: number } | undefined {
  const [spanH, spanW] = [info.effectiveFilterHeight - 1, info.effectiveFilterWidth - 1];
  const { top, left, bottom, right } = info.padInfo;
  const fits = top <= spanH && left <= spanW && bottom <= spanH && right <= spanW;
  if (info.strideHeight > 1 || info.strideWidth > 1 || !fits) return undefined;
  const [tall, wide] = [info.inHeight + spanH, info.inWidth + spanW];
  const sides = [info.outHeight, info.outWidth, info.outChannels, tall, wide, spanH - top, spanW - left, info.inHeight, info.inWidth];
  return { sides, places: tall * wide };
}

function convolveTurned(
  heap: Heap,
  dy: TensorInfo,
  filter: TensorInfo,
  dx: TensorInfo,
  info: Conv2DInfo,
  { sides, places }: NonNullable<ReturnType<typeof turnedSides>>,
): void {
  const { taps } = sizesOf(info);
  const { batchSize, inChannels, outChannels } = info;
  const step = inChannels * outChannels;
  const room = panelBytes(taps * outChannels, inChannels);
  const last = heap.at(filter) + (taps - 1) * step * FLOAT_BYTES;
  const window = [info.filterHeight, info.filterWidth, 1, 1, info.dilationHeight, info.dilationWidth];
  heap.lend(room + places * outChannels * FLOAT_BYTES, (panels) => {
    heap.run(
      ['pack', last, panels, taps, outChannels, inChannels, -step, 1, outChannels],
      ['convolve', heap.at(dy), panels, heap.at(dx), panels + room, batchSize, ...sides, inChannels, ...window],
    );
  });
}

function scatter(heap: Heap, dy: TensorInfo, filter: TensorInfo, dx: TensorInfo, info: Conv2DInfo): void {
  const { taps, scratch } = sizesOf(info);
  const { batchSize, outWidth, outChannels } = info;
  const run = taps * info.inChannels;
  const room = panelBytes(outChannels, run);
  heap.lend(room + scratch + outWidth * run * FLOAT_BYTES, (panels) => {
    const image = panels + room;
    const addresses = [heap.at(dy), panels, heap.at(dx), image, image + scratch];
    heap.run(
      ['pack', heap.at(filter), panels, 1, outChannels, run, 0, 1, outChannels],
      ['scatterGradient', ...addresses, batchSize, ...sidesOf(info), outChannels, ...filterOf(info)],
    );
  });
}
