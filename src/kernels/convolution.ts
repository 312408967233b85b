/** CONV_2D, FULLY_CONNECTED and DEPTHWISE_CONV_2D on the machine. */
import type { Kernel } from '../core/quant/kernels/kernel.ts';
import type { Int8Weighted, RealWeighted } from '../core/quant/kernels/weighted.ts';
import { flattened, int8Cell, realCell, reserveImage } from './image.ts';
import type { Image, Picture } from './image.ts';
import type { Cells, Machine } from './machine.ts';
import { packBiases, packPairs, packReals, packRealTaps, packTaps, rescaleTables } from './packing.ts';

/** `filters` windows over all channels; a dense layer is a line of cells of its depth. Windows dilated in width are not for this one. */
export function int8Convolution(machine: Machine, int8: Int8Weighted, given: Picture, filters: number): Kernel {
  const picture = flattened(given);
  const { vertical, horizontal, channels } = picture;
  const { outputZero, range } = int8.finish;
  const image = reserveImage(machine, picture, int8Cell(machine, int8.inputZero));
  const length = horizontal.filter * channels;
  const weights = machine.place(packPairs(int8.weights, filters, vertical.filter, length));
  const table = machine.place(rescaleTables(int8.finish));
  const steps = stepsOf(picture, image);
  const stretch = [vertical.filter, vertical.dilation * image.rowStride, Math.ceil(length / 2)];
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
      ...steps,
      ...stretch,
      outputZero,
      range.low,
      range.high,
    ),
  );
}

/** The same in float32. */
export function realConvolution(machine: Machine, real: RealWeighted, given: Picture, filters: number): Kernel {
  const picture = flattened(given);
  const { vertical, horizontal, channels } = picture;
  const { low, high } = real.range;
  const image = reserveImage(machine, picture, realCell(machine));
  const length = horizontal.filter * channels;
  const weights = machine.place(packReals(real.weights, filters, vertical.filter * length));
  const bias = machine.place(packBiases(real.bias));
  const steps = stepsOf(picture, image);
  const stretch = [vertical.filter, vertical.dilation * image.rowStride, length];
  const { convolveReals } = machine.module;
  return perPicture(machine, real, image, (from, to) =>
    convolveReals(from, weights, bias, to, vertical.outputs, horizontal.outputs, filters, ...steps, ...stretch, low, high),
  );
}

/** Each channel by itself, one output channel each. */
export function int8Depthwise(machine: Machine, int8: Int8Weighted, picture: Picture): Kernel {
  const { vertical, horizontal, channels } = picture;
  const { outputZero, range } = int8.finish;
  const image = reserveImage(machine, picture, int8Cell(machine, int8.inputZero));
  const places = vertical.filter * horizontal.filter;
  const weights = machine.place(packTaps(int8.weights, channels, places));
  const table = machine.place(rescaleTables(int8.finish));
  const offsets = tapOffsets(picture, image.rowStride, 2);
  const taps = machine.place(places % 2 === 0 ? offsets : Uint32Array.of(...offsets, offsets.at(-1)!));
  const steps = stepsOf(picture, image);
  const pairs = Math.ceil(places / 2);
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
      ...steps,
      taps,
      pairs,
      outputZero,
      range.low,
      range.high,
    ),
  );
}

/** The same in float32. */
export function realDepthwise(machine: Machine, real: RealWeighted, picture: Picture): Kernel {
  const { vertical, horizontal, channels } = picture;
  const { low, high } = real.range;
  const image = reserveImage(machine, picture, realCell(machine));
  const places = vertical.filter * horizontal.filter;
  const weights = machine.place(packRealTaps(real.weights, channels, places));
  const bias = machine.place(packBiases(real.bias));
  const taps = machine.place(tapOffsets(picture, image.rowStride, 4));
  const steps = stepsOf(picture, image);
  const { depthwiseReals } = machine.module;
  return perPicture(machine, real, image, (from, to) =>
    depthwiseReals(from, weights, bias, to, vertical.outputs, horizontal.outputs, channels, ...steps, taps, places, low, high),
  );
}

/** From one output's window to the next, down and across, in cells of the image. */
function stepsOf({ vertical, horizontal, channels }: Picture, { rowStride }: Image): readonly [number, number] {
  return [vertical.stride * rowStride, horizontal.stride * channels];
}

/** Byte offsets of a window's places in the image. */
function tapOffsets({ vertical, horizontal, channels }: Picture, rowStride: number, cellBytes: number): Uint32Array {
  return Uint32Array.from({ length: vertical.filter * horizontal.filter }, (_, tap) => {
    const row = Math.floor(tap / horizontal.filter) * vertical.dilation;
    return cellBytes * (row * rowStride + (tap % horizontal.filter) * horizontal.dilation * channels);
  });
}

interface Ends {
  readonly input: Cells;
  readonly output: Cells;
}

function perPicture({ pass }: Machine, { input, output }: Ends, image: Image, work: (from: number, to: number) => void): Kernel {
  const share = output.byteLength / image.at.length;
  return pass([input], output, ([from], to) => {
    image.refresh(from!);
    image.at.forEach((picture, batch) => work(picture, to + batch * share));
  });
}
