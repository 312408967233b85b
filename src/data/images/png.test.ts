import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { pngBytes, type PngPicture } from '../../testing/png-bytes.ts';
import { toColour, toGrey } from './pixels.ts';
import { decodePng } from './png.ts';
import { resized } from './resize.ts';

const SIZES = [
  [1, 1],
  [7, 5],
  [16, 11],
] as const;

function random(picture: Pick<PngPicture, 'colour' | 'depth'>, width: number, height: number): PngPicture {
  const source = createRandom(picture.colour * 100 + picture.depth);
  const per = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[picture.colour];
  const samples = Array.from({ length: width * height * per }, () => source.int(0, 2 ** picture.depth - 1));
  return { ...picture, width, height, samples };
}

/** What a picture shows, straight from the standard: 8 bits a sample, transparency over black. */
function shown({ colour, depth, samples, palette }: PngPicture): number[] {
  if (colour === 3) return samples.flatMap((index) => palette!.slice(3 * index, 3 * index + 3));
  const bytes = samples.map((value) => (depth === 16 ? value >> 8 : Math.round((value * 255) / (2 ** depth - 1))));
  if (colour === 0 || colour === 2) return bytes;
  const per = colour === 4 ? 2 : 4;
  return bytes.flatMap((value, i) => (i % per === per - 1 ? [] : [Math.round((value * bytes[i - (i % per) + per - 1]!) / 255)]));
}

describe('the PNG reader', () => {
  it.each([
    { colour: 0, depth: 1 },
    { colour: 0, depth: 2 },
    { colour: 0, depth: 4 },
    { colour: 0, depth: 8 },
    { colour: 0, depth: 16 },
    { colour: 2, depth: 8 },
    { colour: 2, depth: 16 },
    { colour: 3, depth: 1 },
    { colour: 3, depth: 4 },
    { colour: 3, depth: 8 },
    { colour: 4, depth: 8 },
    { colour: 4, depth: 16 },
    { colour: 6, depth: 8 },
    { colour: 6, depth: 16 },
  ] as const)('reads colour type $colour with $depth bits, every filter, interlaced or not', ({ colour, depth }) => {
    for (const [width, height] of SIZES)
      for (const isInterlaced of [false, true]) {
        const palette = colour === 3 ? Array.from({ length: 3 * 2 ** depth }, (_, i) => (i * 89) % 256) : undefined;
        const picture = { ...random({ colour, depth }, width, height), isInterlaced, ...(palette && { palette }) };
        const decoded = decodePng(pngBytes(picture));
        const pixels = decoded.ok ? { ...decoded.value, data: [...decoded.value.data] } : decoded;
        expect(pixels).toEqual({ width, height, channels: colour === 0 || colour === 4 ? 1 : 3, data: shown(picture) });
      }
  });

  it('reads a picture of another program', () => {
    const icon = decodePng(new Uint8Array(readFileSync(new URL('../../../public/icon-192.png', import.meta.url))));
    expect(icon.ok && [icon.value.width, icon.value.height]).toEqual([192, 192]);
  });

  it('says what is wrong with a damaged one', () => {
    const good = pngBytes(random({ colour: 2, depth: 8 }, 4, 4));
    const problem = (bytes: Uint8Array): string | undefined => {
      const decoded = decodePng(bytes);
      return decoded.ok ? undefined : decoded.error.message;
    };
    const bad = good.slice();
    bad[24] = 3;
    expect(problem(bad)).toBe('it says colour type 2 with 3 bits');
    expect(problem(good.subarray(0, 60))).toBe('it ends too early');
    expect(problem(Uint8Array.of(1, 2))).toBe('it is not a PNG');
    expect(problem(pngBytes({ ...random({ colour: 3, depth: 8 }, 4, 4), palette: [1, 2, 3] }))).toBe('a pixel is not in the palette');
  });
});

describe('a picture', () => {
  const ramp = { width: 8, height: 4, channels: 1 as const, data: Uint8Array.from({ length: 32 }, (_, i) => 10 * (i % 8)) };

  it('keeps its mean when it shrinks, and the middle of its longer side', () => {
    expect([...resized(ramp, 2, 2).data]).toEqual([25, 45, 25, 45]);
    expect(resized({ ...ramp, data: new Uint8Array(32).fill(77) }, 5, 3).data).toEqual(new Uint8Array(15).fill(77));
  });

  it('grows by lines between its pixels', () => {
    const grown = resized({ width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 100) }, 4, 2);
    expect([...grown.data]).toEqual([0, 25, 75, 100, 0, 25, 75, 100]);
  });

  it('turns grey by luma, and to colour by repetition', () => {
    expect([...toGrey({ width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 0, 0) }).data]).toEqual([76]);
    expect([...toColour({ width: 1, height: 1, channels: 1, data: Uint8Array.of(9) }).data]).toEqual([9, 9, 9]);
  });
});
