/** Pictures as the convolutions read them: cell by cell as `Cell` says, with zeros around. */
import type { Axis } from '../core/quant/kernels/window.ts';
import type { Machine } from './machine.ts';

export interface Picture {
  readonly batches: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
  readonly channels: number;
}

/** How cells stand in the image, and what brings `count` neighbours in from an address. */
export interface Cell {
  readonly bytes: number;
  readonly sourceBytes: number;
  readonly bring: (from: number, to: number, count: number) => void;
}

/** int8 as int16, the zero point taken out. */
export function int8Cell({ module }: Machine, zeroPoint: number): Cell {
  return { bytes: 2, sourceBytes: 1, bring: (from, to, count) => module.widen(from, to, count, zeroPoint) };
}

export function realCell({ module }: Machine): Cell {
  return { bytes: 4, sourceBytes: 4, bring: (from, to, count) => module.bring(from, to, 4 * count) };
}

export interface Image {
  /** Address of each picture of the batch. */
  readonly at: readonly number[];
  /** From one row to the next, in cells. */
  readonly rowStride: number;
  /** Brings pictures in from an address. */
  readonly refresh: (from: number) => void;
}

/** Cells a dimension needs with its padding: as many as the last window reaches, and no fewer than there are. */
function paddedCells({ inputs, outputs, filter, stride, dilation, padBefore }: Axis): number {
  return Math.max(padBefore + inputs, (outputs - 1) * stride + (filter - 1) * dilation + 1);
}

export function reserveImage({ reserve }: Machine, { batches, vertical, horizontal, channels }: Picture, cell: Cell): Image {
  const [rows, columns] = [paddedCells(vertical), paddedCells(horizontal)];
  const rowStride = columns * channels;
  const pictureBytes = cell.bytes * rows * rowStride;
  const first = reserve(batches * pictureBytes);
  const at = Array.from({ length: batches }, (_, batch) => first + batch * pictureBytes);
  const width = horizontal.inputs * channels;
  if (rows === vertical.inputs && columns === horizontal.inputs)
    return { at, rowStride, refresh: (from) => cell.bring(from, first, batches * rows * width) };
  const corner = cell.bytes * (vertical.padBefore * rowStride + horizontal.padBefore * channels);
  const rowBytes = cell.bytes * rowStride;
  const lines = at.flatMap((picture) => Array.from({ length: vertical.inputs }, (_, row) => picture + corner + row * rowBytes));
  const refresh = (from: number): void => lines.forEach((to, line) => cell.bring(from + line * width * cell.sourceBytes, to, width));
  return { at, rowStride, refresh };
}

/** One row of cells, each its own window. */
export function lineOf(cells: number): Axis {
  return { inputs: cells, outputs: cells, filter: 1, stride: 1, dilation: 1, padBefore: 0 };
}

/** A batch that 1x1 windows cross cell by cell is one line. */
export function flattened(picture: Picture): Picture {
  const { batches, vertical, horizontal, channels } = picture;
  const isPointwise = [vertical, horizontal].every(({ filter, stride }) => filter === 1 && stride === 1);
  if (!isPointwise) return picture;
  return { batches: 1, vertical: lineOf(1), horizontal: lineOf(batches * vertical.inputs * horizontal.inputs), channels };
}
