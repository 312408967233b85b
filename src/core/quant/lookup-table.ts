/**
 * Tables the int16 kernels interpolate in, and the 256-entry tables that int8 functions of one value become.
 * Source of the int16 ones: TFLM 90b983c2, `kernels/internal/common.h` (513 entries over a range; sigmoid over 256 steps of 1/24).
 */
import { clamp, roundHalfAway } from './fixed-point.ts';

const STEPS = 512;

/** A real function over `[from, to]`. */
export interface Sampled {
  readonly value: (x: number) => number;
  readonly from: number;
  readonly to: number;
}

/**
 * 513 int16 samples, real outputs -1 to 1, each shifted by half the error that interpolation makes in the middle of its interval.
 * In single precision, as the runtime fills it.
 */
export function sampleInt16({ value, from, to }: Sampled): Int16Array {
  const { fround } = Math;
  const at = (x: number): number => fround(fround(value(fround(x))) * 32768);
  const step = fround(fround(to - from) / STEPS);
  const table = new Int16Array(STEPS + 1);
  for (let i = 0; i < STEPS; i++) {
    const start = fround(from + fround(i * step));
    const sample = roundHalfAway(at(start));
    const next = at(fround(from + fround((i + 1) * step)));
    const interpolated = roundHalfAway(fround(fround(next + sample) / 2));
    const error = interpolated - roundHalfAway(at(start + fround(step / 2)));
    table[i] = clamp(sample - roundHalfAway(error / 2), -32768, 32767);
  }
  table[STEPS] = clamp(roundHalfAway(at(to)), -32768, 32767);
  return table;
}

/** The function at an int16 that spans the table's range, between two samples. */
export function interpolate(table: Int16Array, x: number): number {
  const index = 256 + (x >> 7);
  const base = table[index]!;
  return base + (((table[index + 1]! - base) * (x & 127) + 64) >> 7);
}

/** sigmoid(i / 24) in 1/65536, each entry raised by half the error of the chord to the next; the last one saturates. */
const SIGMOID = Uint16Array.from({ length: 256 }, (_, i) => {
  const value = 1 / (1 + Math.exp(-i / 24));
  const curvature = value * (1 - value) * (1 - 2 * value);
  return i === 255 ? 65535 : Math.round(65536 * (value - curvature / (24 * 24 * 16)));
});

/** sigmoid(x / 12288) of an int32, as int16 with 15 fraction bits. */
export function sigmoidInt16(x: number): number {
  const magnitude = Math.abs(x);
  const index = magnitude >>> 9;
  const low = SIGMOID[index]!;
  const positive = index >= 255 ? 0x7fff << 10 : (low << 9) + (magnitude & 511) * (SIGMOID[index + 1]! - low);
  return (x >= 0 ? positive + 512 : 2 ** 25 - positive + 511) >>> 10;
}

/** tanh(x / 12288) of an int32, as int16 with 15 fraction bits: 2 * sigmoid(2 * x) - 1 from the same table. */
export function tanhInt16(x: number): number {
  const magnitude = Math.abs(x);
  const index = magnitude >>> 8;
  const low = SIGMOID[index]!;
  const sigmoid = index >= 255 ? 0xffff << 8 : (low << 8) + (magnitude & 255) * (SIGMOID[index + 1]! - low);
  return (x >= 0 ? sigmoid - 2 ** 23 + 128 : -sigmoid + 2 ** 23 + 127) >> 8;
}

/** An int8 function of one int8 as a table: the entry of q is at q + 128. */
export function tabulate(value: (q: number) => number): Int8Array {
  return Int8Array.from({ length: 256 }, (_, i) => value(i - 128));
}
