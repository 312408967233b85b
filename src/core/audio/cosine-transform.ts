/** Cepstral coefficients: the cosine transform of the levels, weighted so that all coefficients vary about as much and int8 holds each. */

/** Fraction bits of a weight, and bits dropped from a sum: levels have 8 fraction bits, coefficients then have 4. */
const COSINE_BITS = 11;
export const COSINE_SHIFT = 15;

/** Period of the sine lifter of HTK (S. Young and others, "The HTK Book", CEPLIFTER = 22); it stays at its height from its middle on. */
const LIFTER = 22;
/** The first coefficient, the loudness, varies most. */
const LOUDNESS_WEIGHT = 0.25;

export function lifterWeight(k: number): number {
  return k === 0 ? LOUDNESS_WEIGHT : 1 + (LIFTER / 2) * Math.sin((Math.PI * Math.min(k, LIFTER / 2)) / LIFTER);
}

/** The orthonormal DCT-II of `channels` values, weighted: `count` rows of coefficients. */
export function cosineTable(channels: number, count: number): Int16Array {
  return Int16Array.from({ length: count * channels }, (_, at) => {
    const k = Math.floor(at / channels);
    const scale = lifterWeight(k) * Math.sqrt((k === 0 ? 1 : 2) / channels);
    return Math.round(scale * Math.cos((Math.PI * k * ((at % channels) + 0.5)) / channels) * 2 ** COSINE_BITS);
  });
}

/** The transform of levels of at most 22 times 256, rounded. */
export function transformCosine(levels: Int32Array, table: Int16Array, into: Int32Array, at: number): void {
  const channels = levels.length;
  for (let k = 0; k * channels < table.length; k++) {
    let sum = 1 << (COSINE_SHIFT - 1);
    for (let i = 0; i < channels; i++) sum += levels[i]! * table[k * channels + i]!;
    into[at + k] = sum >> COSINE_SHIFT;
  }
}
