import type { Random } from '../../core/base/random.ts';
import type { Shape } from '../../core/graph/tensor.ts';
import { between } from '../../core/base/distributions.ts';
import type { Change } from './change.ts';
import { addNoise } from './noise.ts';

export interface ImageChanges {
  /** At most this share of the side, each way. */
  readonly shift?: number;
  readonly turnDegrees?: number;
  /** 0.1: between 1 / 1.1 and 1.1 times as large. */
  readonly zoom?: number;
  /** Half of the samples left to right. */
  readonly flip?: boolean;
  /** Added to all pixels, at most so much either way. */
  readonly brightness?: number;
  /** Deviation of the noise. */
  readonly noise?: number;
}

/** Where a pixel comes from: x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** Pixels between four are interpolated; what comes from outside repeats the border. */
export function augmentImage(shape: Shape, changes: ImageChanges): Change {
  const [height = 1, width = 1, channels = 1] = shape;
  const scratch = new Float32Array(height * width * channels);
  const { shift = 0, turnDegrees = 0, zoom = 0, flip = false, brightness = 0, noise = 0 } = changes;
  const moves = shift > 0 || turnDegrees > 0 || zoom > 0 || flip;
  return (sample, random) => {
    if (moves) {
      scratch.set(sample);
      warp(scratch, sample, { height, width, channels }, affineOf(random, { shift, turnDegrees, zoom, flip }, width, height));
    }
    if (brightness > 0) {
      const added = between(random, -brightness, brightness);
      for (let i = 0; i < sample.length; i++) sample[i]! += added;
    }
    addNoise(sample, noise, random);
    if (brightness > 0 || noise > 0) for (let i = 0; i < sample.length; i++) sample[i] = Math.min(1, Math.max(0, sample[i]!));
  };
}

function affineOf(
  random: Random,
  { shift, turnDegrees, zoom, flip }: { shift: number; turnDegrees: number; zoom: number; flip: boolean },
  width: number,
  height: number,
): Affine {
  const turn = (between(random, -turnDegrees, turnDegrees) * Math.PI) / 180;
  const scale = (1 + zoom) ** between(random, -1, 1);
  const mirror = flip && random.next() < 0.5 ? -1 : 1;
  const [dx, dy] = [between(random, -shift, shift) * width, between(random, -shift, shift) * height];
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const [c, s] = [Math.cos(turn) / scale, Math.sin(turn) / scale];
  const [xx, xy, yx, yy] = [mirror * c, mirror * s, -s, c];
  return { xx, xy, x0: cx - xx * (cx + dx) - xy * (cy + dy), yx, yy, y0: cy - yx * (cx + dx) - yy * (cy + dy) };
}

interface Size {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

function warp(from: Float32Array, to: Float32Array, { height, width, channels }: Size, { xx, xy, x0, yx, yy, y0 }: Affine): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sx = Math.min(width - 1, Math.max(0, xx * x + xy * y + x0));
      const sy = Math.min(height - 1, Math.max(0, yx * x + yy * y + y0));
      const [left, top] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - left, sy - top];
      const right = Math.min(left + 1, width - 1);
      const below = Math.min(top + 1, height - 1);
      for (let k = 0; k < channels; k++) {
        const at = (row: number, column: number): number => from[(row * width + column) * channels + k]!;
        const upper = at(top, left) * (1 - fx) + at(top, right) * fx;
        const lower = at(below, left) * (1 - fx) + at(below, right) * fx;
        to[(y * width + x) * channels + k] = upper * (1 - fy) + lower * fy;
      }
    }
}
