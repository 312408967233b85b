import { describe, expect, it } from 'vitest';
import { createSoundWindows } from './sound-windows.ts';

const counting = (from: number, count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => from + i);

describe('the windows of a stream of sound', () => {
  it('follow each other without a gap or an overlap, however the blocks fall', () => {
    const { push } = createSoundWindows(4);
    expect(push(counting(0, 3))).toEqual([]);
    expect(push(counting(3, 6))).toEqual([Float32Array.of(0, 1, 2, 3), Float32Array.of(4, 5, 6, 7)]);
    expect(push(counting(9, 3))).toEqual([Float32Array.of(8, 9, 10, 11)]);
    expect(push(new Float32Array(0))).toEqual([]);
  });

  it('keep their samples when the next is filled', () => {
    const { push } = createSoundWindows(2);
    const [first] = push(counting(1, 2));
    push(counting(5, 2));
    expect(first).toEqual(Float32Array.of(1, 2));
  });

  it('begin anew after a reset', () => {
    const { push, reset } = createSoundWindows(3);
    push(counting(0, 2));
    reset();
    expect(push(counting(7, 3))).toEqual([Float32Array.of(7, 8, 9)]);
  });
});
