/** Files written by libjpeg and the pixels it decodes, in src/testing/fixtures/jpeg. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/base/random.ts';
import { fixture } from '../../../testing/fixtures.ts';
import { mutated } from '../../../testing/mutate.ts';
import type { Pixels } from '../pixels.ts';
import { decodeJpeg } from './decode-jpeg.ts';

/** What stands in a PPM or PGM after its three lines. */
function expectedPixels(file: string): { readonly channels: number; readonly data: Uint8Array } {
  const bytes = fixture('jpeg', file);
  const channels = bytes[1] === 0x36 ? 3 : 1;
  return { channels, data: bytes.subarray(bytes.length - 45 * 37 * channels) };
}

function decoded(file: string): Pixels {
  const pixels = decodeJpeg(fixture('jpeg', file));
  if (!pixels.ok) throw new Error(pixels.error.message);
  return pixels.value;
}

function apart(pixels: Pixels, data: Uint8Array): { readonly mean: number; readonly most: number } {
  const differences = Array.from(data, (value, i) => Math.abs(value - pixels.data[i]!));
  return { mean: differences.reduce((sum, each) => sum + each) / data.length, most: Math.max(...differences) };
}

describe('the JPEG reader', () => {
  it.each(['grey.pgm', 'colour.ppm', 'progressive-grey.pgm'])('gives the pixels of libjpeg within one level: %s', (file) => {
    const { channels, data } = expectedPixels(file);
    const pixels = decoded(file.replace(/p.m$/, 'jpg'));
    expect([pixels.width, pixels.height, pixels.channels]).toEqual([45, 37, channels]);
    expect(apart(pixels, data).most).toBeLessThanOrEqual(1);
  });

  it.each(['halved', 'quartered', 'progressive'])(
    'does so within two levels where the colours are coarser, restarts and all: %s',
    (name) => {
      const { data } = expectedPixels(`${name}.ppm`);
      const { mean, most } = apart(decoded(`${name}.jpg`), data);
      expect(mean).toBeLessThan(0.5);
      expect(most).toBeLessThanOrEqual(2);
    },
  );

  it('says what is wrong with a damaged one', () => {
    const file = fixture('jpeg', 'colour.jpg');
    const problem = (bytes: Uint8Array): string | undefined => {
      const result = decodeJpeg(bytes);
      return result.ok ? undefined : result.error.message;
    };
    expect(problem(Uint8Array.of(1, 2, 3))).toBe('it is not a JPEG');
    expect(problem(file.subarray(0, 100))).toBe('it ends too early');
    expect(problem(file.subarray(0, file.length - 200))).toBe('its pixels end too early');
    const arithmetic = file.slice();
    arithmetic[file.indexOf(0xc0, 4)] = 0xc9;
    expect(problem(arithmetic)).toBe('it is coded in a way that is not read: lossless or arithmetic');
  });

  it('decodes or refuses 2,000 damaged files, and never throws', () => {
    const random = createRandom(3);
    const files = ['colour.jpg', 'quartered.jpg', 'progressive.jpg'].map((file) => fixture('jpeg', file));
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      const result = decodeJpeg(mutated(random, random.pick(files)));
      if (!result.ok) refused++;
      if (!result.ok && !/^[\P{Cc}]{10,200}$/u.test(result.error.message)) throw new Error(result.error.message);
    }
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(1990);
  });
});
