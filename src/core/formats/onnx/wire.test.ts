import { describe, expect, it } from 'vitest';
import { fieldsOf, numbersOf, numberOf, textOf, WireError } from './wire.ts';

const read = (...bytes: readonly number[]): readonly unknown[] =>
  [...fieldsOf(Uint8Array.from(bytes))].map(({ number, value }) => [number, typeof value === 'number' ? value : [...value]]);

describe('the wire format', () => {
  it('gives numbers, bytes, floats and doubles by the number of their field', () => {
    expect(read(0x08, 0x96, 0x01)).toEqual([[1, 150]]);
    expect(read(0x12, 0x03, 0x61, 0x62, 0x63)).toEqual([[2, [0x61, 0x62, 0x63]]]);
    expect(read(0x1d, 0, 0, 0x80, 0x3f, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f)).toEqual([
      [3, 1],
      [4, 1],
    ]);
  });

  it('reads numbers of 64 bits with their sign', () => {
    expect(read(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)).toEqual([[1, -1]]);
    expect(read(0x08, 0x80, 0x80, 0x80, 0x80, 0x08)).toEqual([[1, 2 ** 31]]);
    expect(read(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)).toEqual([[1, 2 ** 63]]);
    expect(read(0x08, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)).toEqual([[1, -3]]);
  });

  it('takes lists packed and one by one', () => {
    const [packed] = fieldsOf(Uint8Array.of(0x0a, 0x03, 0x01, 0x96, 0x01));
    expect(numbersOf(packed!, 0)).toEqual([1, 150]);
    const [single] = fieldsOf(Uint8Array.of(0x08, 0x05));
    expect(numbersOf(single!, 0)).toEqual([5]);
  });

  it.each([
    ['a number that does not end', [0x08, 0x80]],
    ['a number of more than ten bytes', [0x08, ...new Array<number>(11).fill(0x80)]],
    ['5 bytes where 1 are left', [0x12, 0x05, 0x61]],
    ['8 bytes where 2 are left', [0x09, 0, 0]],
    ['a field of unknown kind 3 at byte 0 of its message', [0x0b]],
    ['a field numbered 0 at byte 0 of its message', [0x00]],
  ])('refuses %s', (message, bytes) => {
    expect(() => read(...bytes)).toThrow(new WireError(message));
  });

  it('refuses a number where bytes belong, and the other way round', () => {
    const [number, bytes] = fieldsOf(Uint8Array.of(0x08, 0x05, 0x12, 0x01, 0x61));
    expect(textOf(bytes!)).toBe('a');
    expect(() => textOf(number!)).toThrow('a number where field 1 holds bytes');
    expect(() => numberOf(bytes!)).toThrow('bytes where field 2 is a number');
  });
});
