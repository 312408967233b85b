/** DepthwiseConv2dNative and its two gradients on our kernels; filters with a channel multiplier are taken apart. */
import type { KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { turnedSides } from './convolutions.ts';
import type { Conv2DInfo, Convolution } from './window.ts';
import { FLOAT_BYTES, filterOf, paddedSize, sidesOf, windowOf } from './window.ts';
import { wasmKernel } from './wasm-kernel.ts';

type Shape4 = readonly [number, number, number, number];

export function depthwiseKernels(heap: Heap): readonly KernelConfig[] {
  return [
    wasmKernel(
      'DepthwiseConv2dNative',
      ({ x, filter }, attrs) => convolve(heap, x!, filter!, windowOf(x!.shape, filter!.shape, attrs as Convolution, true)),
      ({ filter }) => filter!.shape[3] === 1,
    ),
    wasmKernel('DepthwiseConv2dNativeBackpropFilter', ({ x, dy }, attrs) => {
      const { filterShape, ...of } = attrs as Convolution & { readonly filterShape: Shape4 };
      const one = (gradient: TensorInfo): TensorInfo => filterGradient(heap, x!, gradient, single(x!.shape, filterShape, of));
      return filterShape[3] === 1 ? one(dy!) : perMultiple(dy!, filterShape[3], (gradients) => stacked(gradients.map(one)));
    }),
    wasmKernel('DepthwiseConv2dNativeBackpropInput', ({ dy, filter }, attrs) => {
      const { inputShape, ...of } = attrs as Convolution & { readonly inputShape: Shape4 };
      const info = single(inputShape, filter!.shape, of);
      const multiples = filter!.shape[3]!;
      if (multiples === 1) return inputGradient(heap, dy!, filter!, info);
      const filters = tf.split(filter as Tensor, multiples, 3);
      const sum = perMultiple(dy!, multiples, (gradients) =>
        tf.addN(gradients.map((gradient, i) => asTensor(inputGradient(heap, gradient, filters[i]!, info)))),
      );
      tf.dispose(filters);
      return sum;
    }),
  ];
}

function single(x: readonly number[], filter: readonly number[], of: Convolution): Conv2DInfo {
  return windowOf(x, [filter[0]!, filter[1]!, filter[2]!, 1], of, true);
}

function asTensor(info: TensorInfo): Tensor {
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** Gradients [.., channels x multiples] apart into one a multiple, given to `work`. */
function perMultiple(dy: TensorInfo, multiples: number, work: (gradients: readonly Tensor[]) => Tensor): Tensor {
  return tf.tidy(() => {
    const [batch, height, width, channels] = dy.shape as [number, number, number, number];
    const apart = tf.reshape(dy as Tensor, [batch, height, width, channels / multiples, multiples]);
    return work(tf.unstack(apart, 4));
  });
}

function stacked(gradients: readonly TensorInfo[]): Tensor {
  return tf.concat(gradients.map(asTensor), 3);
}

/** Bytes of an image of so many places, with the channels filled up to whole vectors. */
function roomFor(places: number, { inChannels }: Conv2DInfo): number {
  return places * Math.ceil(inChannels / 4) * 4 * FLOAT_BYTES;
}

function paddedRoom(info: Conv2DInfo): number {
  const { tall, wide } = paddedSize(info);
  return roomFor(tall * wide, info);
}

function convolve(heap: Heap, x: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const y = heap.output(info.outShape);
  const addresses = [x, filter, y].map((tensor) => heap.at(tensor));
  heap.lend(paddedRoom(info), (scratch) =>
    heap.run(['depthwise', ...addresses, scratch, info.batchSize, ...sidesOf(info), ...filterOf(info), 0]),
  );
  return y;
}

function filterGradient(heap: Heap, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo {
  const gradient = heap.output(info.filterShape);
  const addresses = [x, dy, gradient].map((tensor) => heap.at(tensor));
  heap.lend(paddedRoom(info), (scratch) =>
    heap.run(['depthwiseFilterGradient', ...addresses, scratch, info.batchSize, ...sidesOf(info), ...filterOf(info)]),
  );
  return gradient;
}

function inputGradient(heap: Heap, dy: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const dx = heap.output(info.inShape);
  const { batchSize, filterHeight, filterWidth, dilationHeight, dilationWidth } = info;
  const addresses = [dy, filter, dx].map((tensor) => heap.at(tensor));
  const turned = turnedSides({ ...info, outChannels: info.inChannels });
  const window = [filterHeight, filterWidth, 1, 1, dilationHeight, dilationWidth];
  heap.lend(turned === undefined ? paddedRoom(info) : roomFor(turned.places, info), (scratch) =>
    heap.run(
      turned === undefined
        ? ['depthwiseInputGradient', ...addresses, scratch, batchSize, ...sidesOf(info), ...filterOf(info)]
        : ['depthwise', ...addresses, scratch, batchSize, ...turned.sides, ...window, 1],
    ),
  );
  return dx;
}
