/** An int8 image with its padding around it, so that no window has to ask where the image ends. */
import type { Axis } from '../kernels/window.ts';

export interface PaddedInput {
  /** The image itself where nothing is padded. */
  readonly cells: Int8Array;
  /** Cells from one row, and from one image, to the next. */
  readonly rowStride: number;
  readonly imageStride: number;
  /** Copies the image in; its padding was filled once. */
  readonly refresh: () => void;
}

interface Image {
  readonly input: Int8Array;
  readonly inputZero: number;
  readonly batches: number;
  readonly channels: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
}

/** Cells a dimension needs with its padding: as many as the last window reaches, and no fewer than there are. */
function paddedCells({ inputs, outputs, filter, stride, dilation, padBefore }: Axis): number {
  return Math.max(padBefore + inputs, (outputs - 1) * stride + (filter - 1) * dilation + 1);
}

export function padInput({ input, inputZero, batches, channels, vertical, horizontal }: Image): PaddedInput {
  const [rows, columns] = [paddedCells(vertical), paddedCells(horizontal)];
  const rowStride = columns * channels;
  const imageStride = rows * rowStride;
  if (rows === vertical.inputs && columns === horizontal.inputs) return { cells: input, rowStride, imageStride, refresh: () => undefined };
  const cells = new Int8Array(batches * imageStride).fill(inputZero);
  const lines = Array.from({ length: batches * vertical.inputs }, (_, line) => {
    const row = (line % vertical.inputs) + vertical.padBefore;
    const to = Math.floor(line / vertical.inputs) * imageStride + row * rowStride + horizontal.padBefore * channels;
    const width = horizontal.inputs * channels;
    return { to, source: input.subarray(line * width, (line + 1) * width) };
  });
  const refresh = (): void => {
    for (const { to, source } of lines) cells.set(source, to);
  };
  return { cells, rowStride, imageStride, refresh };
}
