import type { Result } from '../../core/base/result.ts';

/** A picture: rows of pixels, channels last, a byte each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** Decodes a picture whose format the platform knows; `type` is its ending. */
export type DecodeImage = (bytes: Uint8Array, type: string) => Promise<Result<Pixels>>;

/** Largest picture, pixels. */
export const MAX_PIXELS = 2 ** 26;

/** Rec. 601 luma. */
export function toGrey({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 1) return { width, height, channels, data };
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = Math.round(0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!);
  return { width, height, channels: 1, data: grey };
}

export function toColour({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 3) return { width, height, channels, data };
  return { width, height, channels: 3, data: Uint8Array.from({ length: 3 * data.length }, (_, i) => data[Math.floor(i / 3)]!) };
}
