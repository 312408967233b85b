/** CONV_2D on int8 with constant weights: patches of the padded image times packed weights. */
import type { ConvGeometry } from '../kernels/conv-2d.ts';
import { prepareConv, runConv } from '../kernels/conv-2d.ts';
import type { Kernel, Prepare } from '../kernels/kernel.ts';
import type { Int8Weighted } from './int8-weighted.ts';
import { asInt8 } from './int8-weighted.ts';
import { multiplyPatch, packWeights } from './matmul.ts';
import { padInput } from './padded-input.ts';
import { requantizeRow } from './requantize.ts';

/** Grouped convolutions and those dilated in width keep the clear kernel. */
export const fastConv2d: Prepare<'CONV_2D'> = (site): Kernel => {
  const prepared = prepareConv(site);
  const { filterChannels, inputChannels, horizontal } = prepared.geometry;
  const int8 = asInt8(site, prepared.weighted);
  if (int8 === undefined || filterChannels !== inputChannels || horizontal.dilation > 1) return () => runConv(prepared);
  return convKernel(prepared.geometry, int8);
};

function convKernel(geometry: ConvGeometry, { input, inputZero, weights, output, finish }: Int8Weighted): Kernel {
  const { batches, vertical, horizontal, inputChannels, filters } = geometry;
  const { cells, rowStride, imageStride, refresh } = padInput({ input, inputZero, batches, channels: inputChannels, vertical, horizontal });
  const length = horizontal.filter * inputChannels;
  const packed = packWeights(weights, filters, vertical.filter * length, finish.bias, inputZero);
  const sums = new Int32Array(packed.starts.length);
  const [down, across, step] = [vertical.stride * rowStride, horizontal.stride * inputChannels, vertical.dilation * rowStride];
  return () => {
    refresh();
    let at = 0;
    for (let batch = 0; batch < batches; batch++) {
      for (let y = 0; y < vertical.outputs; y++) {
        const row = batch * imageStride + y * down;
        for (let x = 0; x < horizontal.outputs; x++) {
          multiplyPatch(cells, row + x * across, vertical.filter, length, step, packed, sums);
          requantizeRow(sums, finish, output, at);
          at += filters;
        }
      }
    }
  };
}
