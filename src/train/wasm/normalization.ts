/** Batch normalization with the clamp after it: the kernels that `batchNormTraining` asks for by name. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { FLOAT_BYTES } from './window.ts';
import { wasmKernel } from './wasm-kernel.ts';

export interface Clamp {
  readonly low: number;
  readonly high: number;
}

export interface Normalization extends Clamp {
  readonly epsilon: number;
}

export const CHANNEL_MOMENTS = 'ChannelMoments';
export const CHANNEL_NORMALIZE = 'ChannelNormalize';
export const CHANNEL_NORMALIZE_GRADIENT = 'ChannelNormalizeGradient';

export function normalizationKernels(heap: Heap): readonly KernelConfig[] {
  return [
    wasmKernel(CHANNEL_MOMENTS, ({ x }) => moments(heap, x!)),
    wasmKernel(CHANNEL_NORMALIZE, (inputs, attrs) => normalize(heap, inputs as unknown as Parameters, attrs as Normalization)),
    wasmKernel(CHANNEL_NORMALIZE_GRADIENT, (inputs, attrs) =>
      gradients(heap, inputs as unknown as Parameters & { readonly dy: TensorInfo }, attrs as Normalization),
    ),
  ];
}

interface Parameters {
  readonly x: TensorInfo;
  readonly gamma: TensorInfo;
  readonly beta: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
}

interface Sizes {
  readonly channels: number;
  readonly places: number;
  /** Bytes of two rows of statistics. */
  readonly rows: number;
}

function sizesOf({ shape }: TensorInfo): Sizes {
  const channels = shape.at(-1)!;
  const places = shape.slice(0, -1).reduce((product, side) => product * side, 1);
  return { channels, places, rows: 2 * Math.ceil(channels / 4) * 4 * FLOAT_BYTES };
}

function moments(heap: Heap, x: TensorInfo): TensorInfo[] {
  const { channels, places, rows } = sizesOf(x);
  const [mean, variance] = [heap.output([channels]), heap.output([channels])];
  const from = heap.at(x);
  heap.lend(rows, (sums) => {
    heap.run(
      ['moments', from, from, sums, places, channels],
      ['momentsOf', from, sums, heap.at(mean), heap.at(variance), places, channels],
    );
  });
  return [mean, variance];
}

/** Lends two rows of factors with which the normalized value is x times the first plus the second. */
function withFactors(
  heap: Heap,
  { gamma, beta, mean, variance }: Parameters,
  { rows, channels }: Sizes,
  epsilon: number,
  work: (factors: number) => void,
): void {
  heap.lend(rows, (factors) => {
    heap.run(['factorsOf', heap.at(mean), heap.at(variance), heap.at(gamma), heap.at(beta), factors, channels, epsilon]);
    work(factors);
  });
}

function normalize(heap: Heap, inputs: Parameters, { epsilon, low, high }: Normalization): TensorInfo {
  const sizes = sizesOf(inputs.x);
  const y = heap.output(inputs.x.shape);
  withFactors(heap, inputs, sizes, epsilon, (factors) =>
    heap.run(['normalize', heap.at(inputs.x), factors, heap.at(y), sizes.places, sizes.channels, low, high]),
  );
  return y;
}

function gradients(heap: Heap, inputs: Parameters & { readonly dy: TensorInfo }, { epsilon, low, high }: Normalization): TensorInfo[] {
  const sizes = sizesOf(inputs.x);
  const { channels, places, rows } = sizes;
  const results = [heap.output(inputs.x.shape), heap.output([channels]), heap.output([channels])] as const;
  const [x, dy, mean, variance] = [inputs.x, inputs.dy, inputs.mean, inputs.variance].map((tensor) => heap.at(tensor)) as Four;
  const [dx, dGamma, dBeta] = results.map((tensor) => heap.at(tensor)) as [number, number, number];
  withFactors(heap, inputs, sizes, epsilon, (factors) =>
    heap.lend(2 * rows, (sums) => {
      const slopes = sums + rows;
      heap.run(
        ['gradientSums', x, dy, factors, mean, sums, places, channels, low, high],
        ['slopesOf', sums, factors, mean, variance, slopes, dGamma, dBeta, places, channels, epsilon],
        ['inputGradient', x, dy, factors, slopes, dx, places, channels, low, high],
      );
    }),
  );
  return [...results];
}

type Four = [number, number, number, number];
