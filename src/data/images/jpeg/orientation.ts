/** How the camera was held (Exif 2.32, tag 0x112): cameras store the picture as the sensor saw it, and say how to turn it. */
import type { Pixels } from '../pixels.ts';

const TAG = 0x112;

/** Of an APP1 segment: 1 to 8, 1 where it says nothing. */
export function exifOrientation(body: Uint8Array): number {
  if (String.fromCharCode(...body.subarray(0, 4)) !== 'Exif' || body.length < 14) return 1;
  const view = new DataView(body.buffer, body.byteOffset + 6, body.length - 6);
  const isLittle = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let i = 0, at = directory + 2; i < count && at + 12 <= view.byteLength; i++, at += 12) {
    if (view.getUint16(at, isLittle) !== TAG) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** Where a pixel of the upright picture lies in the stored one, `right` and `bottom` being its last column and row. */
const SOURCES: readonly ((x: number, y: number, right: number, bottom: number) => readonly [number, number])[] = [
  (x, y) => [x, y],
  (x, y, right) => [right - x, y],
  (x, y, right, bottom) => [right - x, bottom - y],
  (x, y, _, bottom) => [x, bottom - y],
  (x, y) => [y, x],
  (x, y, _, bottom) => [y, bottom - x],
  (x, y, right, bottom) => [right - y, bottom - x],
  (x, y, right) => [right - y, x],
];

export function upright(pixels: Pixels, orientation: number): Pixels {
  if (orientation === 1) return pixels;
  const { channels } = pixels;
  const [width, height] = orientation > 4 ? [pixels.height, pixels.width] : [pixels.width, pixels.height];
  const data = new Uint8Array(pixels.data.length);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = SOURCES[orientation - 1]!(pixel % width, Math.floor(pixel / width), pixels.width - 1, pixels.height - 1);
    const from = (y * pixels.width + x) * channels;
    data.set(pixels.data.subarray(from, from + channels), pixel * channels);
  }
  return { width, height, channels, data };
}
