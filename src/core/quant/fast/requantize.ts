import { highMultiply } from '../fixed-point.ts';
import type { Int8Finish } from '../kernels/weighted.ts';

/** Writes the int8 entries of a row of finished int32 sums (bias included), one per channel, from `at` on. */
export function requantizeRow(
  sums: Int32Array,
  { significands, exponents, outputZero, range }: Int8Finish,
  out: Int8Array,
  at: number,
): void {
  const { low, high } = range;
  for (let c = 0; c < significands.length; c++) {
    const exponent = exponents[c]!;
    const left = exponent > 0 ? exponent : 0;
    const right = left - exponent;
    const product = highMultiply(sums[c]! << left, significands[c]!);
    const mask = ((1 << right) - 1) | 0;
    const threshold = (mask >> 1) + (product < 0 ? 1 : 0);
    const entry = (product >> right) + ((product & mask) > threshold ? 1 : 0) + outputZero;
    out[at + c] = entry < low ? low : entry > high ? high : entry;
  }
}
