import { describe, expect, it } from 'vitest';
import { clipOf } from './clip.ts';
import { resample } from './resample.ts';

const tone = (hz: number, rate: number): Float32Array =>
  Float32Array.from({ length: rate / 4 }, (_, i) => 10_000 * Math.sin((2 * Math.PI * hz * i) / rate));

/** Largest difference away from the ends, where the recording stops. */
function apart(a: Float32Array, b: Float32Array): number {
  return Math.max(...a.subarray(200, -200).map((value, i) => Math.abs(value - b[i + 200]!)));
}

describe('resampling', () => {
  it.each([
    [8000, 16_000, 1000],
    [44_100, 16_000, 3000],
    [48_000, 16_000, 5000],
    [22_050, 8000, 700],
  ])('turns a tone at %i Hz into the same tone at %i Hz', (from, to, hz) => {
    const result = resample(tone(hz, from), from, to);
    expect(result.length).toBe(Math.round(to / 4));
    expect(apart(result, tone(hz, to))).toBeLessThan(20);
  });

  it('removes what the lower rate cannot hold', () => {
    const result = resample(tone(6000, 16_000), 16_000, 8000);
    expect(Math.max(...result.subarray(100, -100).map(Math.abs))).toBeLessThan(20);
  });

  it('leaves a recording of the same rate as it is', () => {
    const samples = tone(500, 8000);
    expect(resample(samples, 8000, 8000)).toBe(samples);
  });
});

describe('a clip', () => {
  it('has a shorter recording in its middle and the loudest stretch of a longer one', () => {
    expect([...clipOf(Float32Array.of(1, 2), 6)]).toEqual([0, 0, 1, 2, 0, 0]);
    expect([...clipOf(Float32Array.of(1, 0, 5, -6, 0, 2), 3)]).toEqual([0, 5, -6]);
  });

  it('rounds and limits to 16 bits', () => {
    expect([...clipOf(Float32Array.of(0.4, 1.5, 40_000, -40_000), 4)]).toEqual([0, 2, 32_767, -32_768]);
  });
});
