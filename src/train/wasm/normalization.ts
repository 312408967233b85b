/** Batch normalization with the clamp after it: the kernels that `batchNormTraining` asks for by name. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap, Range } from '../backends/heap.ts';
import { rangesOf, spaced } from '../backends/heap.ts';
import { sumRanges } from './share.ts';
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
  /** Float32 in a row of statistics. */
  readonly lanes: number;
  readonly pixelBytes: number;
}

function sizesOf({ shape }: TensorInfo): Sizes {
  const channels = shape.at(-1)!;
  const places = shape.slice(0, -1).reduce((product, side) => product * side, 1);
  return { channels, places, lanes: Math.ceil(channels / 4) * 4, pixelBytes: channels * FLOAT_BYTES };
}

function moments(heap: Heap, x: TensorInfo): TensorInfo[] {
  const { channels, places, lanes, pixelBytes } = sizesOf(x);
  const [mean, variance] = [heap.output([channels]), heap.output([channels])];
  const from = heap.at(x);
  heap.lend(2 * lanes * FLOAT_BYTES, (to) => {
    sumRanges(heap, places, { to, count: 2 * lanes, scratchBytes: 0 }, ({ first, count }, sums) => [
      'moments',
      from + first * pixelBytes,
      from,
      sums,
      count,
      channels,
    ]);
    heap.run(['momentsOf', from, to, heap.at(mean), heap.at(variance), places, channels]);
  });
  return [mean, variance];
}

/** Lends two rows of factors with which the normalized value is x times the first plus the second. */
function withFactors(
  heap: Heap,
  { gamma, beta, mean, variance }: Parameters,
  { lanes, channels }: Sizes,
  epsilon: number,
  work: (factors: number) => void,
): void {
  heap.lend(2 * lanes * FLOAT_BYTES, (factors) => {
    heap.run(['factorsOf', heap.at(mean), heap.at(variance), heap.at(gamma), heap.at(beta), factors, channels, epsilon]);
    work(factors);
  });
}

function normalize(heap: Heap, inputs: Parameters, { epsilon, low, high }: Normalization): TensorInfo {
  const sizes = sizesOf(inputs.x);
  const { channels, places, pixelBytes } = sizes;
  const y = heap.output(inputs.x.shape);
  const [from, to] = [heap.at(inputs.x), heap.at(y)];
  withFactors(heap, inputs, sizes, epsilon, (factors) =>
    heap.run(
      ...rangesOf(places, heap.threads).map(({ first, count }: Range) => {
        const at = first * pixelBytes;
        return ['normalize', from + at, factors, to + at, count, channels, low, high] as const;
      }),
    ),
  );
  return y;
}

function gradients(heap: Heap, inputs: Parameters & { readonly dy: TensorInfo }, { epsilon, low, high }: Normalization): TensorInfo[] {
  const sizes = sizesOf(inputs.x);
  const { channels, places, lanes, pixelBytes } = sizes;
  const [dx, dGamma, dBeta] = [heap.output(inputs.x.shape), heap.output([channels]), heap.output([channels])];
  const [x, dy, to, mean] = [heap.at(inputs.x), heap.at(inputs.dy), heap.at(dx), heap.at(inputs.mean)];
  const row = spaced(2 * lanes * FLOAT_BYTES);
  withFactors(heap, inputs, sizes, epsilon, (factors) =>
    heap.lend(2 * row, (sums) => {
      const slopes = sums + row;
      sumRanges(heap, places, { to: sums, count: 2 * lanes, scratchBytes: 0 }, ({ first, count }, own) => {
        const at = first * pixelBytes;
        return ['gradientSums', x + at, dy + at, factors, mean, own, count, channels, low, high];
      });
      const variance = heap.at(inputs.variance);
      heap.run(['slopesOf', sums, factors, mean, variance, slopes, heap.at(dGamma), heap.at(dBeta), places, channels, epsilon]);
      heap.run(
        ...rangesOf(places, heap.threads).map(({ first, count }) => {
          const at = first * pixelBytes;
          return ['inputGradient', x + at, dy + at, factors, slopes, to + at, count, channels, low, high] as const;
        }),
      );
    }),
  );
  return [dx, dGamma, dBeta];
}
