/** RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR over height and width. */
import type { Numbers } from '../elements.ts';
import { roundHalfAway } from '../fixed-point.ts';
import { moveKernel, stridesOf } from './index-map.ts';
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { expectSameType, numbersOf, shapeOf, unsupportedType } from './quantization.ts';

const { fround } = Math;

type ResizeSite = Site<'RESIZE_NEAREST_NEIGHBOR' | 'RESIZE_BILINEAR'>;

interface Resize {
  readonly batches: number;
  readonly channels: number;
  readonly heights: Sizes;
  readonly widths: Sizes;
}

interface Sizes {
  readonly inputs: number;
  readonly outputs: number;
}

function sizesOf(site: ResizeSite): Resize {
  const [from, to] = [input(site, 0), output(site)];
  expectSameType(from, to);
  const [batches, inputsH, inputsW, channels] = shapeOf(from, 4) as [number, number, number, number];
  const [outputBatches, outputsH, outputsW, outputChannels] = shapeOf(to, 4) as [number, number, number, number];
  if (outputBatches !== batches || outputChannels !== channels) refuse(`makes ${outputChannels} channels of ${channels}`);
  return { batches, channels, heights: { inputs: inputsH, outputs: outputsH }, widths: { inputs: inputsW, outputs: outputsW } };
}

/** Input cell nearest to each output cell, in single precision as the runtime has it. */
function nearest({ inputs, outputs }: Sizes, { alignCorners, halfPixelCenters }: ResizeSite['options']): number[] {
  const scale = fround(alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs);
  return Array.from({ length: outputs }, (_, at) => {
    const position = fround((at + (halfPixelCenters ? 0.5 : 0)) * scale);
    return Math.max(0, Math.min(inputs - 1, alignCorners ? roundHalfAway(position) : Math.floor(position)));
  });
}

export const resizeNearest: Prepare<'RESIZE_NEAREST_NEIGHBOR'> = (site) => {
  const { batches, channels, heights, widths } = sizesOf(site);
  const [batch, row, column] = stridesOf(input(site, 0).tensor.shape) as [number, number, number];
  const [rows, columns] = [nearest(heights, site.options), nearest(widths, site.options)];
  const map = new Int32Array(output(site).elements.length);
  let at = 0;
  for (let b = 0; b < batches; b++) {
    for (const y of rows) {
      for (const x of columns) for (let c = 0; c < channels; c++) map[at++] = b * batch + y * row + x * column + c;
    }
  }
  return moveKernel(input(site, 0), output(site), map);
};

/** Between which two input cells an output cell lies, and how far towards the second, in `unit`s. */
interface Between {
  readonly low: number;
  readonly high: number;
  readonly part: number;
}

/** Integers are mixed in steps of 1/1024, rounded once, halves away from zero. */
const UNIT = 1024;

function betweenIntegers({ inputs, outputs }: Sizes, { alignCorners, halfPixelCenters }: ResizeSite['options']): Between[] {
  const [cells, steps] = alignCorners && outputs > 1 ? [inputs - 1, outputs - 1] : [inputs, outputs];
  const scale = Math.trunc((UNIT * cells + (steps >> 1)) / steps);
  return Array.from({ length: outputs }, (_, at) => {
    const position = at * scale + (halfPixelCenters ? (scale >> 1) - UNIT / 2 : 0);
    const low = Math.max(0, Math.trunc(position / UNIT));
    return { low, high: Math.min(inputs - 1, Math.trunc((position + UNIT - 1) / UNIT)), part: position - UNIT * low };
  });
}

function betweenReals({ inputs, outputs }: Sizes, { alignCorners, halfPixelCenters }: ResizeSite['options']): Between[] {
  const scale = fround(alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs);
  return Array.from({ length: outputs }, (_, at) => {
    const position = halfPixelCenters ? fround(fround(fround(at + 0.5) * scale) - 0.5) : fround(at * scale);
    const low = Math.max(0, Math.floor(position));
    return { low, high: Math.min(inputs - 1, Math.ceil(position)), part: fround(position - low) };
  });
}

export const resizeBilinear: Prepare<'RESIZE_BILINEAR'> = (site): Kernel => {
  const resize = sizesOf(site);
  const [from, to] = [numbersOf(input(site, 0)), numbersOf(output(site))];
  const { options } = site;
  const { type } = input(site, 0).tensor;
  if (type === 'float32') {
    const [rows, columns] = [betweenReals(resize.heights, options), betweenReals(resize.widths, options)];
    return () => mixCells(resize, rows, columns, 1, (sum) => sum, from, to);
  }
  if (type !== 'int8' && type !== 'int16') return unsupportedType(input(site, 0));
  const [rows, columns] = [betweenIntegers(resize.heights, options), betweenIntegers(resize.widths, options)];
  const round = (sum: number): number => Math.trunc((sum + (sum > 0 ? UNIT * UNIT * 0.5 : UNIT * UNIT * -0.5)) / (UNIT * UNIT));
  return () => mixCells(resize, rows, columns, UNIT, round, from, to);
};

function mixCells(
  { batches, channels, heights, widths }: Resize,
  rows: readonly Between[],
  columns: readonly Between[],
  unit: number,
  round: (sum: number) => number,
  from: Numbers,
  to: Numbers,
): void {
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    const cell = (y: number, x: number): number => ((batch * heights.inputs + y) * widths.inputs + x) * channels;
    for (const y of rows) {
      for (const x of columns) {
        const [a, b, c, d] = [cell(y.low, x.low), cell(y.high, x.low), cell(y.low, x.high), cell(y.high, x.high)];
        const [up, left] = [unit - y.part, unit - x.part];
        for (let i = 0; i < channels; i++) {
          const first = from[a + i]! * up * left + from[b + i]! * y.part * left;
          to[at++] = round(first + from[c + i]! * up * x.part + from[d + i]! * y.part * x.part);
        }
      }
    }
  }
}
