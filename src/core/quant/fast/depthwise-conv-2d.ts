/** DEPTHWISE_CONV_2D on int8 with constant weights, over the padded image. */
import type { DepthwiseGeometry } from '../kernels/depthwise-conv-2d.ts';
import { prepareDepthwise, runDepthwise } from '../kernels/depthwise-conv-2d.ts';
import type { Kernel, Prepare } from '../kernels/kernel.ts';
import type { Int8Weighted } from './int8-weighted.ts';
import { asInt8 } from './int8-weighted.ts';
import { padInput } from './padded-input.ts';
import { requantizeRow } from './requantize.ts';

export const fastDepthwiseConv2d: Prepare<'DEPTHWISE_CONV_2D'> = (site): Kernel => {
  const prepared = prepareDepthwise(site);
  const int8 = asInt8(site, prepared.weighted);
  return int8 === undefined ? () => runDepthwise(prepared) : depthwiseKernel(prepared.geometry, int8);
};

/** Where each channel's sum starts: bias - inputZero * sum of weights. */
function startsOf(weights: Int8Array, bias: Int32Array, inputZero: number): Int32Array {
  const starts = bias.slice();
  weights.forEach((weight, i) => {
    starts[i % bias.length]! -= inputZero * weight;
  });
  return starts;
}

/** How far each place of the window lies from its first, in cells of the padded image. */
function tapsOf({ vertical, horizontal, inputChannels }: DepthwiseGeometry, rowStride: number): Int32Array {
  return Int32Array.from({ length: vertical.filter * horizontal.filter }, (_, tap) => {
    const row = Math.floor(tap / horizontal.filter) * vertical.dilation;
    return row * rowStride + (tap % horizontal.filter) * horizontal.dilation * inputChannels;
  });
}

function depthwiseKernel(geometry: DepthwiseGeometry, { input, inputZero, weights, output, finish }: Int8Weighted): Kernel {
  const { batches, vertical, horizontal, inputChannels, multiplier, outputChannels } = geometry;
  const { cells, rowStride, imageStride, refresh } = padInput({ input, inputZero, batches, channels: inputChannels, vertical, horizontal });
  const starts = startsOf(weights, finish.bias, inputZero);
  const taps = tapsOf(geometry, rowStride);
  const sums = new Int32Array(outputChannels);
  return () => {
    refresh();
    let at = 0;
    for (let batch = 0; batch < batches; batch++) {
      for (let y = 0; y < vertical.outputs; y++) {
        const row = batch * imageStride + y * vertical.stride * rowStride;
        for (let x = 0; x < horizontal.outputs; x++) {
          sumTaps(cells, row + x * horizontal.stride * inputChannels, taps, weights, starts, multiplier, sums);
          requantizeRow(sums, finish, output, at);
          at += outputChannels;
        }
      }
    }
  };
}

function sumTaps(
  cells: Int8Array,
  from: number,
  taps: Int32Array,
  weights: Int8Array,
  starts: Int32Array,
  multiplier: number,
  sums: Int32Array,
): void {
  const channels = sums.length;
  for (let c = 0; c < channels; c++) {
    const cell = from + (multiplier === 1 ? c : Math.floor(c / multiplier));
    let sum = starts[c]!;
    let w = c;
    for (let tap = 0; tap < taps.length; tap++) {
      sum = (sum + cells[cell + taps[tap]!]! * weights[w]!) | 0;
      w += channels;
    }
    sums[c] = sum;
  }
}
