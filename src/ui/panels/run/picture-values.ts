import type { DeployedTensor } from '../../../core/graph/deployed.ts';
import type { PictureForm } from './input-form.ts';

/** What black and white become. */
export const PIXEL_RANGES = {
  'signed-unit': { label: '−1 to 1', low: -1, high: 1 },
  unit: { label: '0 to 1', low: 0, high: 1 },
  bytes: { label: '0 to 255', low: 0, high: 255 },
  'signed-bytes': { label: '−128 to 127', low: -128, high: 127 },
} as const;

export type PixelRange = keyof typeof PIXEL_RANGES;

/** The range nearest to what an int8 or uint8 input can hold: how the network was most likely trained; −1 to 1 where it says nothing. */
export function likelyRange(input: DeployedTensor | undefined): PixelRange {
  const [scale] = input?.quantization?.scales ?? [];
  const [zeroPoint = 0] = input?.quantization?.zeroPoints ?? [];
  if (scale === undefined) return 'signed-unit';
  const least = input?.type === 'uint8' ? 0 : -128;
  const [low, high] = [scale * (least - zeroPoint), scale * (least + 255 - zeroPoint)];
  const distance = (range: PixelRange): number =>
    (Math.abs(PIXEL_RANGES[range].low - low) + Math.abs(PIXEL_RANGES[range].high - high)) / (high - low);
  return (Object.keys(PIXEL_RANGES) as PixelRange[]).reduce((best, range) => (distance(range) < distance(best) ? range : best));
}

/** Luminance weights of ITU-R BT.601. */
const LUMINANCE = [0.299, 0.587, 0.114] as const;

/** `rgba`: four bytes a pixel, row by row. Gives the picture channels last, as the network reads it. */
export function pictureValues(rgba: Uint8ClampedArray, { height, width, channels }: PictureForm, range: PixelRange): Float32Array {
  const { low, high } = PIXEL_RANGES[range];
  const values = new Float32Array(height * width * channels);
  const put = (at: number, byte: number): void => {
    values[at] = low + (byte / 255) * (high - low);
  };
  for (let pixel = 0; pixel < height * width; pixel++) {
    const [red, green, blue] = [rgba[4 * pixel]!, rgba[4 * pixel + 1]!, rgba[4 * pixel + 2]!];
    if (channels === 1) put(pixel, red * LUMINANCE[0] + green * LUMINANCE[1] + blue * LUMINANCE[2]);
    else [red, green, blue].forEach((byte, channel) => put(3 * pixel + channel, byte));
  }
  return values;
}
