/** CONV_2D, FULLY_CONNECTED and DEPTHWISE_CONV_2D on the machine. */
import type { Kernel } from '../core/quant/kernels/kernel.ts';
import type { Int8Weighted } from '../core/quant/kernels/weighted.ts';
import { flattened, reserveImage } from './image.ts';
import type { Image, Picture } from './image.ts';
import { packPairs, packTaps, rescaleTables } from './int8-packing.ts';
import type { Machine } from './machine.ts';

/** `filters` windows over all channels; a dense layer is a line of cells of its depth. Windows dilated in width are not for this one. */
export function convolutionKernel(machine: Machine, int8: Int8Weighted, given: Picture, filters: number): Kernel {
  const picture = flattened(given);
  const { vertical, horizontal, channels } = picture;
  const { finish } = int8;
  const image = reserveImage(machine, picture, int8.inputZero);
  const length = horizontal.filter * channels;
  const weights = machine.place(packPairs(int8.weights, filters, vertical.filter, length));
  const table = machine.place(rescaleTables(finish));
  const { convolve } = machine.module;
  return perPicture(machine, int8, image, (from, to) =>
    convolve(
      from,
      weights,
      table,
      to,
      vertical.outputs,
      horizontal.outputs,
      filters,
      vertical.stride * image.rowStride,
      horizontal.stride * channels,
      vertical.filter,
      vertical.dilation * image.rowStride,
      Math.ceil(length / 2),
      finish.outputZero,
      finish.range.low,
      finish.range.high,
    ),
  );
}

/** Each channel by itself, one output channel each. */
export function depthwiseKernel(machine: Machine, int8: Int8Weighted, picture: Picture): Kernel {
  const { vertical, horizontal, channels } = picture;
  const { finish } = int8;
  const image = reserveImage(machine, picture, int8.inputZero);
  const places = vertical.filter * horizontal.filter;
  const weights = machine.place(packTaps(int8.weights, channels, places));
  const table = machine.place(rescaleTables(finish));
  const taps = machine.place(tapOffsets(picture, image.rowStride));
  const { depthwise } = machine.module;
  return perPicture(machine, int8, image, (from, to) =>
    depthwise(
      from,
      weights,
      table,
      to,
      vertical.outputs,
      horizontal.outputs,
      channels,
      vertical.stride * image.rowStride,
      horizontal.stride * channels,
      taps,
      Math.ceil(places / 2),
      finish.outputZero,
      finish.range.low,
      finish.range.high,
    ),
  );
}

/** Byte offsets of a window's places in the image, an even number: an odd one's last is repeated, with weights of 0. */
function tapOffsets({ vertical, horizontal, channels }: Picture, rowStride: number): Uint32Array {
  const places = vertical.filter * horizontal.filter;
  return Uint32Array.from({ length: places + (places & 1) }, (_, i) => {
    const tap = Math.min(i, places - 1);
    const row = Math.floor(tap / horizontal.filter) * vertical.dilation;
    return 2 * (row * rowStride + (tap % horizontal.filter) * horizontal.dilation * channels);
  });
}

function perPicture({ pass }: Machine, { input, output }: Int8Weighted, image: Image, work: (from: number, to: number) => void): Kernel {
  const share = output.length / image.at.length;
  return pass([input], output, ([from], to) => {
    image.refresh(from!);
    image.at.forEach((picture, batch) => work(picture, to + batch * share));
  });
}
