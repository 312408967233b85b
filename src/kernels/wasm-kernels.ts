/**
 * Kernels that run int8 and float32 in WebAssembly where the time goes; the others, and what these do not take, are the clear ones. The
 * same bits.
 */
import { sameShape } from '../core/graph/tensor.ts';
import { integerSumParts } from '../core/quant/kernels/arithmetic.ts';
import { prepareConv } from '../core/quant/kernels/conv-2d.ts';
import { prepareDepthwise } from '../core/quant/kernels/depthwise-conv-2d.ts';
import { prepareDense } from '../core/quant/kernels/fully-connected.ts';
import type { Kernel, Prepare, Site } from '../core/quant/kernels/kernel.ts';
import { input, output } from '../core/quant/kernels/kernel.ts';
import { affineOf, quantizedRange } from '../core/quant/kernels/quantization.ts';
import type { Kernels } from '../core/quant/kernels/registry.ts';
import { CLEAR_KERNELS } from '../core/quant/kernels/registry.ts';
import type { Weighted } from '../core/quant/kernels/weighted.ts';
import { int8Convolution, int8Depthwise, realConvolution, realDepthwise } from './convolution.ts';
import { lineOf } from './image.ts';
import type { Picture } from './image.ts';
import { rescaleTables } from './packing.ts';
import { createMachine } from './machine.ts';
import type { Machine } from './machine.ts';

/** For one interpreter: they hold its weights. The clear kernels where WebAssembly has no SIMD. */
export function createWasmKernels(): Kernels {
  const machine = createMachine();
  if (machine === undefined) return CLEAR_KERNELS;
  return {
    ...CLEAR_KERNELS,
    CONV_2D: convolution(machine),
    DEPTHWISE_CONV_2D: depthwise(machine),
    FULLY_CONNECTED: dense(machine),
    ADD: sum(machine, CLEAR_KERNELS.ADD),
    SUB: sum(machine, CLEAR_KERNELS.SUB),
  };
}

function convolution(machine: Machine): Prepare<'CONV_2D'> {
  return (site) => {
    const { geometry, weighted } = prepareConv(site);
    const { inputChannels: channels, filterChannels, horizontal, filters } = geometry;
    if (filterChannels !== channels || horizontal.dilation > 1) return CLEAR_KERNELS.CONV_2D(site);
    return windows(machine, weighted, { ...geometry, channels }, filters) ?? CLEAR_KERNELS.CONV_2D(site);
  };
}

function dense(machine: Machine): Prepare<'FULLY_CONNECTED'> {
  return (site) => {
    const { rows, units, depth, weighted } = prepareDense(site);
    const picture = { batches: 1, vertical: lineOf(1), horizontal: lineOf(rows), channels: depth };
    return windows(machine, weighted, picture, units) ?? CLEAR_KERNELS.FULLY_CONNECTED(site);
  };
}

function windows(machine: Machine, { int8, real }: Weighted, picture: Picture, filters: number): Kernel | undefined {
  if (int8 !== undefined) return int8Convolution(machine, int8, picture, filters);
  return real && realConvolution(machine, real, picture, filters);
}

function depthwise(machine: Machine): Prepare<'DEPTHWISE_CONV_2D'> {
  return (site) => {
    const { geometry, weighted } = prepareDepthwise(site);
    const picture = { ...geometry, channels: geometry.inputChannels };
    if (geometry.multiplier === 1 && weighted.int8 !== undefined) return int8Depthwise(machine, weighted.int8, picture);
    if (geometry.multiplier === 1 && weighted.real !== undefined) return realDepthwise(machine, weighted.real, picture);
    return CLEAR_KERNELS.DEPTHWISE_CONV_2D(site);
  };
}

type SumSite = Site<'ADD'> | Site<'SUB'>;

/** Entries in a group of the rescaling tables. */
const GROUP = 8;

function sum<C extends 'ADD' | 'SUB'>(machine: Machine, clear: Prepare<C>): Prepare<C> {
  return (site) => {
    const [a, b, to] = [input(site, 0), input(site, 1), output(site)];
    const arrays = [a, b, to].map(({ elements }) => elements);
    const isPlain = arrays.every((elements) => elements instanceof Int8Array) && sameShape(a.tensor.shape, b.tensor.shape);
    const [left, right, out] = arrays as [Int8Array, Int8Array, Int8Array];
    if (!isPlain || out.length !== left.length) return clear(site);
    return sumKernel(machine, site as SumSite, [left, right], out);
  };
}

function sumKernel({ module, place, pass }: Machine, site: SumSite, inputs: readonly Int8Array[], out: Int8Array): Kernel {
  const parts = integerSumParts(site);
  const [scaledA, scaledB] = [parts.a, parts.b].map((entry) => place(tableOf(entry)));
  const { zeroPoint } = affineOf(output(site));
  const range = quantizedRange(output(site), site.options.activation);
  const { significand, exponent } = parts.output;
  const table = place(
    rescaleTables({
      bias: new Int32Array(GROUP),
      significands: new Int32Array(GROUP).fill(significand),
      exponents: new Int32Array(GROUP).fill(exponent),
      outputZero: zeroPoint,
      range,
    }),
  );
  return pass(inputs, out, ([a, b], to) => module.add(a!, b!, scaledA!, scaledB!, table, to, out.length, zeroPoint, range.low, range.high));
}

/** The entry of each byte, read without its sign. */
function tableOf(entry: (q: number) => number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => entry((byte << 24) >> 24));
}
