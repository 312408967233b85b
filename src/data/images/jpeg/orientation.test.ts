import { describe, expect, it } from 'vitest';
import { fixture } from '../../../testing/fixtures.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { exifOrientation, upright } from './orientation.ts';

/** An APP1 segment's body that says nothing but the orientation. */
function exif(orientation: number, isLittle: boolean): Uint8Array {
  const body = new Uint8Array(6 + 8 + 2 + 12);
  body.set(new TextEncoder().encode(isLittle ? 'Exif\0\0II' : 'Exif\0\0MM'));
  const view = new DataView(body.buffer, 6);
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, 1, isLittle);
  view.setUint16(10, 0x112, isLittle);
  view.setUint16(12, 3, isLittle);
  view.setUint32(14, 1, isLittle);
  view.setUint16(18, orientation, isLittle);
  return body;
}

/** The same with its marker and length, put behind the beginning of a file. */
function withExif(file: Uint8Array, body: Uint8Array): Uint8Array {
  return new Uint8Array([...file.subarray(0, 2), 0xff, 0xe1, 0, body.length + 2, ...body, ...file.subarray(2)]);
}

describe('the orientation of a photograph', () => {
  it('is read in either byte order, and is upright where it is not said or makes no sense', () => {
    for (const isLittle of [true, false]) expect([1, 6, 8].map((value) => exifOrientation(exif(value, isLittle)))).toEqual([1, 6, 8]);
    expect([exif(9, true), exif(6, true).subarray(0, 20), Uint8Array.of(1, 2)].map(exifOrientation)).toEqual([1, 1, 1]);
  });

  it('turns and mirrors', () => {
    const stored = { width: 3, height: 2, channels: 1 as const, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const rows = Array.from({ length: 8 }, (_, i) => {
      const { width, data } = upright(stored, i + 1);
      return [width, data.join('')];
    });
    expect(rows).toEqual([
      [3, '123456'],
      [3, '321654'],
      [3, '654321'],
      [3, '456123'],
      [2, '142536'],
      [2, '415263'],
      [2, '635241'],
      [2, '362514'],
    ]);
  });

  it('is obeyed by the JPEG reader', () => {
    const plain = decodeJpeg(fixture('jpeg', 'grey.jpg'));
    const turned = decodeJpeg(withExif(fixture('jpeg', 'grey.jpg'), exif(6, false)));
    expect(plain.ok && turned).toEqual({ ok: true, value: upright(plain.ok ? plain.value : ({} as never), 6) });
  });
});
