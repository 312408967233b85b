/** Single passes over tensors that TensorFlow.js would make in several: the kernels that `src/train/ops` asks for by name. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import type { Clamp } from './normalization.ts';
import type { Inputs } from './wasm-kernel.ts';
import { wasmKernel } from './wasm-kernel.ts';

export const CLAMP = 'ClampTraining';
export const CLAMP_GRADIENT = 'ClampGradient';
export const ADD_BIAS = 'AddBias';
export const SUM_PLACES = 'SumPlaces';
export const MEAN_PLACES = 'MeanPlaces';
export const SPREAD_MEAN = 'SpreadMean';
export const SOFTMAX_CROSS_ENTROPY = 'SoftmaxCrossEntropy';

export function passKernels(heap: Heap): readonly KernelConfig[] {
  return [
    wasmKernel(CLAMP, ({ x }, attrs) => clamp(heap, x!, attrs as Clamp)),
    wasmKernel(CLAMP_GRADIENT, ({ dy, x }, attrs) => clampGradient(heap, dy!, x!, attrs as Clamp)),
    wasmKernel('Add', ({ a, b }) => add(heap, a!, b!), sameReals),
    wasmKernel(ADD_BIAS, ({ x, bias }) => addBias(heap, x!, bias!)),
    wasmKernel(SUM_PLACES, ({ x }) => sumPlaces(heap, x!)),
    wasmKernel(MEAN_PLACES, ({ x }) => meanPlaces(heap, x!)),
    wasmKernel(SPREAD_MEAN, ({ dy }, attrs) => spreadMean(heap, dy!, (attrs as { readonly shape: readonly number[] }).shape)),
    wasmKernel(SOFTMAX_CROSS_ENTROPY, ({ logits, targets }) => softmaxCrossEntropy(heap, logits!, targets!)),
  ];
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

function sameReals({ a, b }: Inputs): boolean {
  return a!.dtype === 'float32' && b!.dtype === 'float32' && a!.shape.join() === b!.shape.join();
}

function clamp(heap: Heap, x: TensorInfo, { low, high }: Clamp): TensorInfo {
  const y = heap.output(x.shape);
  heap.run(['clamp', heap.at(x), heap.at(y), sizeOf(x.shape), low, high]);
  return y;
}

function clampGradient(heap: Heap, dy: TensorInfo, x: TensorInfo, { low, high }: Clamp): TensorInfo {
  const dx = heap.output(x.shape);
  heap.run(['clampGradient', heap.at(dy), heap.at(x), heap.at(dx), sizeOf(x.shape), low, high]);
  return dx;
}

function add(heap: Heap, a: TensorInfo, b: TensorInfo): TensorInfo {
  const y = heap.output(a.shape);
  heap.run(['add', heap.at(a), heap.at(b), heap.at(y), sizeOf(a.shape)]);
  return y;
}

function addBias(heap: Heap, x: TensorInfo, bias: TensorInfo): TensorInfo {
  const y = heap.output(x.shape);
  const channels = x.shape.at(-1)!;
  heap.run(['addBias', heap.at(x), heap.at(bias), heap.at(y), sizeOf(x.shape) / channels, channels]);
  return y;
}

/** The sum over all axes but the last. */
function sumPlaces(heap: Heap, x: TensorInfo): TensorInfo {
  const channels = x.shape.at(-1)!;
  const y = heap.output([channels]);
  heap.run(['sumPlaces', heap.at(x), heap.at(y), sizeOf(x.shape) / channels, channels, 1]);
  return y;
}

/** [images, .., channels] to [images, channels]. */
function meanPlaces(heap: Heap, x: TensorInfo): TensorInfo {
  const [images, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const y = heap.output([images, channels]);
  heap.run(['meanPlaces', heap.at(x), heap.at(y), images, sizeOf(x.shape) / images / channels, channels]);
  return y;
}

function spreadMean(heap: Heap, dy: TensorInfo, shape: readonly number[]): TensorInfo {
  const [images, channels] = [shape[0]!, shape.at(-1)!];
  const dx = heap.output(shape);
  heap.run(['spreadMean', heap.at(dy), heap.at(dx), images, sizeOf(shape) / images / channels, channels]);
  return dx;
}

/** Losses [rows], and the gradient of each row's loss [rows, classes]. */
function softmaxCrossEntropy(heap: Heap, logits: TensorInfo, targets: TensorInfo): TensorInfo[] {
  const [rows, classes] = logits.shape as [number, number];
  const [losses, gradient] = [heap.output([rows]), heap.output([rows, classes])];
  heap.run(['softmaxCrossEntropy', heap.at(logits), heap.at(targets), heap.at(losses), heap.at(gradient), rows, classes]);
  return [losses, gradient];
}
