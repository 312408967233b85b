/** Pictures as the convolutions read them: int16, zero point taken out, padding around. */
import type { Axis } from '../core/quant/kernels/window.ts';
import type { Machine } from './machine.ts';

export interface Picture {
  readonly batches: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
  readonly channels: number;
}

export interface Image {
  /** Address of each picture of the batch. */
  readonly at: readonly number[];
  /** From one row to the next, in int16. */
  readonly rowStride: number;
  /** Brings int8 pictures in from an address. */
  readonly refresh: (from: number) => void;
}

/** Cells a dimension needs with its padding: as many as the last window reaches, and no fewer than there are. */
function paddedCells({ inputs, outputs, filter, stride, dilation, padBefore }: Axis): number {
  return Math.max(padBefore + inputs, (outputs - 1) * stride + (filter - 1) * dilation + 1);
}

export function reserveImage({ module, reserve }: Machine, { batches, vertical, horizontal, channels }: Picture, zeroPoint: number): Image {
  const [rows, columns] = [paddedCells(vertical), paddedCells(horizontal)];
  const rowStride = columns * channels;
  const pictureBytes = 2 * rows * rowStride;
  const first = reserve(batches * pictureBytes);
  const at = Array.from({ length: batches }, (_, batch) => first + batch * pictureBytes);
  const width = horizontal.inputs * channels;
  if (rows === vertical.inputs && columns === horizontal.inputs)
    return { at, rowStride, refresh: (from) => module.widen(from, first, batches * rows * width, zeroPoint) };
  const corner = 2 * (vertical.padBefore * rowStride + horizontal.padBefore * channels);
  const lines = at.flatMap((picture) => Array.from({ length: vertical.inputs }, (_, row) => picture + corner + 2 * row * rowStride));
  const refresh = (from: number): void => lines.forEach((to, line) => module.widen(from + line * width, to, width, zeroPoint));
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
