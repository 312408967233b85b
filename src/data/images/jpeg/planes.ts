/** From coefficients to the samples of each component. */
import type { Component } from './frame.ts';

export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8ClampedArray;
}

/** cos((2 x + 1) u pi / 16), scaled for an orthonormal transform, u row by row. */
const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1) * 0.5;
});

/** Every block transformed back (A.3.3) and shifted to 0 to 255. */
export function planeOf({ columns, rows, stride, coefficients }: Component, quantization: Uint16Array): Plane {
  const width = 8 * columns;
  const samples = new Uint8ClampedArray(width * 8 * rows);
  const block = new Float64Array(64);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const from = 64 * (row * stride + column);
      let isFlat = true;
      for (let i = 0; i < 64; i++) {
        block[i] = coefficients[from + i]! * quantization[i]!;
        if (i > 0 && coefficients[from + i] !== 0) isFlat = false;
      }
      if (isFlat) block.fill(block[0]! / 8);
      else transform(block);
      for (let i = 0; i < 64; i++) samples[(8 * row + (i >> 3)) * width + 8 * column + (i & 7)] = Math.round(block[i]! + 128);
    }
  return { width, height: 8 * rows, samples };
}

const half = new Float64Array(64);

/** The inverse cosine transform in place: rows, then columns. */
function transform(block: Float64Array): void {
  for (let v = 0; v < 8; v++)
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += block[8 * v + u]! * COSINES[8 * u + x]!;
      half[8 * v + x] = sum;
    }
  for (let x = 0; x < 8; x++)
    for (let y = 0; y < 8; y++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += half[8 * v + x]! * COSINES[8 * v + y]!;
      block[8 * y + x] = sum;
    }
}

/** The plane at the picture's own resolution, between its samples in proportion: `scaleX` and `scaleY` are its share of that resolution. */
export function enlarged(plane: Plane, width: number, height: number, scaleX: number, scaleY: number): Plane {
  if (scaleX === 1 && scaleY === 1) return plane;
  const columns = places(width, scaleX);
  const rows = places(height, scaleY);
  const samples = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    const top = rows.from[y]! * plane.width;
    const below = rows.to[y]! * plane.width;
    const down = rows.share[y]!;
    for (let x = 0; x < width; x++) {
      const [left, right, across] = [columns.from[x]!, columns.to[x]!, columns.share[x]!];
      const upper = plane.samples[top + left]! * (1 - across) + plane.samples[top + right]! * across;
      const lower = plane.samples[below + left]! * (1 - across) + plane.samples[below + right]! * across;
      samples[y * width + x] = upper * (1 - down) + lower * down;
    }
  }
  return { width, height, samples };
}

interface Places {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Of the sample at `to`. */
  readonly share: Float64Array;
}

/** Which two samples each pixel of a row or column lies between. */
function places(length: number, scale: number): Places {
  const last = Math.ceil(length * scale) - 1;
  const at = Float64Array.from({ length }, (_, i) => Math.max(0, Math.min(last, (i + 0.5) * scale - 0.5)));
  const from = Int32Array.from(at, Math.floor);
  return { from, to: from.map((index) => Math.min(index + 1, last)), share: at.map((value, i) => value - from[i]!) };
}
