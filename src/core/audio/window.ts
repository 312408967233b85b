import { roundSingle } from './bits.ts';

/** Fraction bits of a coefficient. */
export const WINDOW_BITS = 12;

/** A Hann window over half-sample positions, in single precision rounded to 12 fraction bits. */
export function windowTable(size: number): Int16Array {
  const step = Math.fround((Math.fround(Math.PI) * 2) / size);
  return Int16Array.from({ length: size }, (_, i) => {
    const cosine = Math.fround(Math.cos(Math.fround(step * Math.fround(i + 0.5))));
    return roundSingle(Math.fround(0.5 - Math.fround(0.5 * cosine)) * 2 ** WINDOW_BITS);
  });
}

/** Windows the samples at `from` into `into`; returns the largest magnitude. */
export function applyWindow(table: Int16Array, samples: Int16Array, from: number, into: Int16Array): number {
  let largest = 0;
  for (let i = 0; i < table.length; i++) {
    const value = (samples[from + i]! * table[i]!) >> WINDOW_BITS;
    into[i] = value;
    largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}
