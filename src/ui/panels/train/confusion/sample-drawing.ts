/** What a sample of the data looks like: a picture of its pixels, or lines over its rows. */
import type { SampleKind } from '../../../../core/dataset/facts.ts';
import type { Shape } from '../../../../core/graph/tensor.ts';
import { colourOf, scaleOf } from '../../run/heat-map.ts';

export type SampleDrawing =
  | {
      readonly kind: 'pixels';
      readonly width: number;
      readonly height: number;
      /** Red, green, blue and opacity, row by row. */
      readonly rgba: Uint8ClampedArray<ArrayBuffer>;
    }
  | {
      readonly kind: 'lines';
      /** One a channel, each with a value a row. */
      readonly lines: readonly Float32Array[];
    };

/** `shape` is that of a sample, without the batch; values lie channels last. Sound runs from left to right, low notes below. */
export function sampleDrawing(values: Float32Array, shape: Shape, kind: SampleKind): SampleDrawing {
  const [height = 1, width = 1, channels = 1] = shape;
  if (shape.length < 3) return { kind: 'lines', lines: linesOf(values, shape) };
  if (kind === 'audio') return spectrogram(values, height, width, channels);
  return { kind: 'pixels', width, height, rgba: pixelsOf(values, channels) };
}

function linesOf(values: Float32Array, [, channels = 1]: Shape): readonly Float32Array[] {
  const rows = values.length / channels;
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: rows }, (__, row) => values[row * channels + channel]!),
  );
}

/** Values from 0 to 1: grey, or red, green and blue. */
function pixelsOf(values: Float32Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = values.length / channels;
  const rgba = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let each = 0; each < 3; each++) rgba[4 * pixel + each] = 255 * values[pixel * channels + (channels >= 3 ? each : 0)]!;
  }
  return rgba;
}

function spectrogram(values: Float32Array, frames: number, bands: number, channels: number): SampleDrawing {
  const scale = scaleOf(values);
  const rgba = new Uint8ClampedArray(4 * frames * bands).fill(255);
  for (let frame = 0; frame < frames; frame++) {
    for (let band = 0; band < bands; band++) {
      const colour = colourOf(scale, values[(frame * bands + band) * channels]!);
      rgba.set(colour, 4 * ((bands - 1 - band) * frames + frame));
    }
  }
  return { kind: 'pixels', width: frames, height: bands, rgba };
}
