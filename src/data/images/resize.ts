import type { Pixels } from './pixels.ts';

/** Which inputs an output is made of, and how much of each; the weights sum to one. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/** The middle of the picture in the wanted proportions, scaled with a triangle filter that covers all it shrinks. */
export function resized(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const scale = Math.min(pixels.width / width, pixels.height / height);
  const columns = taps(pixels.width, width, scale);
  const rows = taps(pixels.height, height, scale);
  const { channels } = pixels;
  const narrow = new Float32Array(pixels.height * width * channels);
  for (let y = 0; y < pixels.height; y++)
    for (let x = 0; x < width; x++)
      for (let k = 0; k < channels; k++)
        narrow[(y * width + x) * channels + k] = mixed(columns[x]!, (i) => pixels.data[(y * pixels.width + i) * channels + k]!);
  const data = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < width * channels; i++)
      data[y * width * channels + i] = Math.round(mixed(rows[y]!, (row) => narrow[row * width * channels + i]!));
  return { width, height, channels, data };
}

function mixed({ first, weights }: Taps, at: (index: number) => number): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k]! * at(first + k);
  return sum;
}

/** Outputs lie `scale` inputs apart, around the middle of `from`. */
function taps(from: number, to: number, scale: number): Taps[] {
  const start = (from - to * scale) / 2;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = start + (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const weights = Array.from({ length: last - first + 1 }, (_unused, k) => Math.max(0, 1 - Math.abs(first + k - centre) / reach));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: sum === 0 ? weights.map(() => 1 / weights.length) : weights.map((weight) => weight / sum) };
  });
}
