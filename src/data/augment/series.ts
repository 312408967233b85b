import type { Shape } from '../../core/graph/tensor.ts';
import { between } from '../../core/base/distributions.ts';
import type { Change } from './change.ts';
import { addNoise } from './noise.ts';

export interface SeriesChanges {
  /** At most this share of the rows, either way. */
  readonly shift?: number;
  /** 0.1: between 1 / 1.1 and 1.1 times as strong. */
  readonly scale?: number;
  readonly noise?: number;
}

export function augmentSeries(shape: Shape, { shift = 0, scale = 0, noise = 0 }: SeriesChanges): Change {
  const [rows = 1, channels = 1] = shape;
  return (sample, random) => {
    if (shift > 0) shiftRows(sample, channels, random.int(-Math.floor(shift * rows), Math.floor(shift * rows)));
    if (scale > 0) {
      const factor = (1 + scale) ** between(random, -1, 1);
      for (let i = 0; i < sample.length; i++) sample[i]! *= factor;
    }
    addNoise(sample, noise, random);
  };
}

/** Moves the rows later by `by`; the first or the last repeats where nothing comes in. */
export function shiftRows(sample: Float32Array, channels: number, by: number): void {
  const rows = sample.length / channels;
  if (by === 0) return;
  sample.copyWithin(Math.max(0, by) * channels, Math.max(0, -by) * channels, (rows - Math.max(0, by)) * channels);
  const source = by > 0 ? by : rows + by - 1;
  const edge = sample.slice(source * channels, (source + 1) * channels);
  const [from, to] = by > 0 ? [0, by] : [rows + by, rows];
  for (let row = from; row < to; row++) sample.set(edge, row * channels);
}
