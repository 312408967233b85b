/** Fraction bits of a coefficient, and those dropped from a sum: one more, so that 16 bits hold the first coefficient of loud noise. */
export const COSINE_BITS = 14;
export const COSINE_SHIFT = 15;

/** The orthonormal DCT-II of `channels` values: `count` rows of coefficients. */
export function cosineTable(channels: number, count: number): Int16Array {
  return Int16Array.from({ length: count * channels }, (_, at) => {
    const k = Math.floor(at / channels);
    const scale = Math.sqrt((k === 0 ? 1 : 2) / channels);
    return Math.round(scale * Math.cos((Math.PI * k * ((at % channels) + 0.5)) / channels) * 2 ** COSINE_BITS);
  });
}

/** Half the transform, rounded. */
export function transformCosine(levels: Int32Array, table: Int16Array, into: Int32Array, at: number): void {
  const channels = levels.length;
  for (let k = 0; k * channels < table.length; k++) {
    let sum = 1 << (COSINE_SHIFT - 1);
    for (let i = 0; i < channels; i++) sum += levels[i]! * table[k * channels + i]!;
    into[at + k] = sum >> COSINE_SHIFT;
  }
}
