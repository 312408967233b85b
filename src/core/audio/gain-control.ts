/** Per-channel gain normalisation (PCAN; Y. Wang and others, "Trainable frontend for robust and far-field keyword spotting", 2017). */
import { bitLength } from './bits.ts';
import { SMOOTHING_BITS } from './noise-reduction.ts';

const STRENGTH = Math.fround(0.95);
const OFFSET = 80;
export const GAIN_BITS = 21;
export const SNR_BITS = 12;
export const OUTPUT_BITS = 6;
/** Two values, then start, slope and curvature (and one unused place) of each octave of a 32-bit number. */
const TABLE_LENGTH = 2 + 4 * 31;

/** (noise + 80) to the power of -0.95 with 21 fraction bits, as parabolas over the octaves of the noise. */
export function gainTable(correctionBits: number): Int16Array {
  const gain = (noise: number): number => gainOf(noise, SMOOTHING_BITS - correctionBits);
  const table = new Int16Array(TABLE_LENGTH);
  table.set([gain(0), gain(1)]);
  for (let octave = 2; octave <= 32; octave++) {
    const start = 2 ** (octave - 1);
    const y0 = gain(start);
    const middle = gain(1.5 * start) - y0;
    const end = gain(octave === 32 ? 2 * start - 1 : 2 * start) - y0;
    const slope = 4 * middle - end;
    table.set([y0, slope, end - slope], 4 * octave - 6);
  }
  return table;
}

/** `noise` has `inputBits` fraction bits. */
function gainOf(noise: number, inputBits: number): number {
  const base = Math.fround(Math.fround(Math.fround(noise) / 2 ** inputBits) + OFFSET);
  const gain = Math.fround(2 ** GAIN_BITS * Math.fround(Math.pow(base, -STRENGTH)));
  return gain > 0x7fff ? 0x7fff : Math.trunc(Math.fround(gain + 0.5));
}

/** Multiplies each channel with the gain its noise asks for, and compresses what comes out small. */
export function controlGain(signal: Uint32Array, noise: Uint32Array, table: Int16Array, correctionBits: number): void {
  const shift = GAIN_BITS - correctionBits - SNR_BITS;
  for (let i = 0; i < signal.length; i++) {
    const ratio = Math.floor((signal[i]! * (lookUp(noise[i]!, table) >>> 0)) / 2 ** shift) >>> 0;
    signal[i] = shrunk(ratio);
  }
}

function lookUp(noise: number, table: Int16Array): number {
  if (noise <= 2) return table[noise]!;
  const octave = bitLength(noise);
  const at = 4 * octave - 6;
  const fraction = (octave < 11 ? noise << (11 - octave) : noise >>> (octave - 11)) & 0x3ff;
  const slope = ((table[at + 2]! * fraction) >> 5) + (table[at + 1]! << 5);
  return ((((Math.imul(slope, fraction) + (1 << 14)) >> 15) + table[at]!) << 16) >> 16;
}

/** Below two a parabola, above a line, joined smoothly; 12 fraction bits in, 6 out. */
function shrunk(ratio: number): number {
  if (ratio < 2 << SNR_BITS) return (ratio * ratio) >>> (2 + 2 * SNR_BITS - OUTPUT_BITS);
  return (ratio >>> (SNR_BITS - OUTPUT_BITS)) - (1 << OUTPUT_BITS);
}
