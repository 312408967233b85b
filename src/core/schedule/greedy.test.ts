import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { BufferTable, NOT_FIXED, placeGreedily } from './greedy.ts';

type Row = readonly [bytes: number, first: number, last: number, fixed?: number];

function place(...rows: Row[]): { top: number; offsets: number[]; placed: number[] } {
  const table = new BufferTable();
  table.clear(rows.length);
  for (const [index, [bytes, first, last, fixed]] of rows.entries()) table.add(index, -1, bytes, first, last, fixed ?? NOT_FIXED);
  const top = placeGreedily(table);
  return { top, offsets: [...table.offset.subarray(0, rows.length)], placed: [...table.placed.subarray(0, rows.length)] };
}

describe('placeGreedily', () => {
  it('places nothing in no bytes', () => {
    expect(place().top).toBe(0);
  });

  it('gives buffers that never meet the same address', () => {
    expect(place([32, 0, 1], [16, 2, 3])).toMatchObject({ top: 32, offsets: [0, 0] });
  });

  it('treats a buffer as alive in its last moment', () => {
    expect(place([32, 0, 1], [16, 1, 3])).toMatchObject({ top: 48, offsets: [0, 32] });
  });

  it('places the largest first, and of equal ones the last', () => {
    expect(place([16, 0, 9], [48, 0, 9], [16, 0, 9])).toMatchObject({ top: 80, offsets: [64, 0, 48], placed: [1, 2, 0] });
  });

  it('fills the first gap that is large enough', () => {
    // 0 at 0..100, 1 after it, 2 beside 1 only: the 50 bytes under 1 are free when 3 lives.
    expect(place([100, 0, 1], [90, 1, 3], [40, 2, 3])).toMatchObject({ top: 190, offsets: [0, 100, 0] });
  });

  it('can need more than is ever alive at once', () => {
    // 96 bytes at times 1 and 3; the 32 lie above the 48 placed at 48, because 0 and 3 were both placed at 0 first.
    expect(place([64, 0, 1], [48, 2, 3], [32, 1, 2], [48, 3, 3])).toMatchObject({ top: 128, offsets: [0, 48, 96, 0] });
  });

  it('leaves fixed buffers where they are, even on top of each other, and places the others around them', () => {
    const { top, offsets, placed } = place([32, 0, 5], [16, 0, 5, 64], [16, 0, 5, 64], [48, 0, 5]);
    expect(placed).toEqual([1, 2, 3, 0]);
    expect(offsets).toEqual([80, 64, 64, 0]);
    expect(top).toBe(112);
  });

  it('sorts many buffers as it sorts few', () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 200 }, (): Row => [16 * random.int(1, 6), 0, 9]);
    const { top, placed } = place(...rows);
    expect(top).toBe(rows.reduce((sum, [bytes]) => sum + bytes, 0));
    for (let i = 1; i < placed.length; i++) {
      const [before, after] = [rows[placed[i - 1]!]![0], rows[placed[i]!]![0]];
      expect(before > after || (before === after && placed[i - 1]! > placed[i]!)).toBe(true);
    }
  });
});
