/** DepthwiseConv2dNative and its two gradients on our kernels; filters with a channel multiplier are taken apart. */
import type { KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { turnedSides } from './convolutions.ts';
import { eachRange, sumRanges } from './share.ts';
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

function sizesOf(info: Conv2DInfo) {
  const { tall, wide } = paddedSize(info);
  const lanes = Math.ceil(info.inChannels / 4) * 4;
  return {
    lanes,
    image: info.inHeight * info.inWidth * info.inChannels * FLOAT_BYTES,
    result: info.outHeight * info.outWidth * info.inChannels * FLOAT_BYTES,
    scratch: tall * wide * lanes * FLOAT_BYTES,
  };
}

function convolve(heap: Heap, x: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const y = heap.output(info.outShape);
  const { image, result, scratch } = sizesOf(info);
  const [from, to, taps] = [heap.at(x), heap.at(y), heap.at(filter)];
  eachRange(heap, info.batchSize, scratch, ({ first, count }, own) => [
    'depthwise',
    from + first * image,
    taps,
    to + first * result,
    own,
    count,
    ...sidesOf(info),
    ...filterOf(info),
    0,
  ]);
  return y;
}

function filterGradient(heap: Heap, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo {
  const gradient = heap.output(info.filterShape);
  const { image, result, scratch } = sizesOf(info);
  const [from, results] = [heap.at(x), heap.at(dy)];
  const sums = { to: heap.at(gradient), count: info.filterHeight * info.filterWidth * info.inChannels, scratchBytes: scratch };
  sumRanges(heap, info.batchSize, sums, ({ first, count }, to, own) => [
    'depthwiseFilterGradient',
    from + first * image,
    results + first * result,
    to,
    own,
    count,
    ...sidesOf(info),
    ...filterOf(info),
  ]);
  return gradient;
}

function inputGradient(heap: Heap, dy: TensorInfo, filter: TensorInfo, info: Conv2DInfo): TensorInfo {
  const dx = heap.output(info.inShape);
  const { image, result, scratch, lanes } = sizesOf(info);
  const [from, to, taps] = [heap.at(dy), heap.at(dx), heap.at(filter)];
  const turned = turnedSides({ ...info, outChannels: info.inChannels });
  const window = [info.filterHeight, info.filterWidth, 1, 1, info.dilationHeight, info.dilationWidth];
  if (turned === undefined)
    eachRange(heap, info.batchSize, scratch, ({ first, count }, own) => [
      'depthwiseInputGradient',
      from + first * result,
      taps,
      to + first * image,
      own,
      count,
      ...sidesOf(info),
      ...filterOf(info),
    ]);
  else
    eachRange(heap, info.batchSize, turned.places * lanes * FLOAT_BYTES, ({ first, count }, own) => [
      'depthwise',
      from + first * result,
      taps,
      to + first * image,
      own,
      count,
      ...turned.sides,
      ...window,
      1,
    ]);
  return dx;
}
