import { describe, expect, it } from 'vitest';
import { loudness, peaksOf } from './sound-shape.ts';

describe('what is drawn of a sound', () => {
  it('is the loudest of each stretch, of either sign, cut at full scale', () => {
    expect(peaksOf(Float32Array.of(0, 0.25, -0.5, 0.125, 0, -2), 3)).toEqual([0.25, 0.5, 1]);
  });

  it('is a level in dB: a tenth of full scale is 20 dB below it', () => {
    expect(loudness(new Float32Array(100).fill(1))).toBe(1);
    expect(loudness(new Float32Array(100).fill(-0.1))).toBeCloseTo(2 / 3, 5);
    expect(loudness(new Float32Array(100).fill(0.0001))).toBe(0);
    expect(loudness(new Float32Array(100))).toBe(0);
    expect(loudness(new Float32Array(0))).toBe(0);
  });
});
