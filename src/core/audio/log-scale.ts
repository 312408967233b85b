/** The natural logarithm of an integer, from its highest bit and a table of what a straight line leaves out between powers of two. */
import { bitLength } from './bits.ts';

/** Fraction bits of the logarithms. */
export const LOG_BITS = 16;
const SEGMENT_BITS = 7;
/** ln 2 with 16 fraction bits. */
export const LN_2 = 45_426;

/** log2(1 + x) - x with 16 fraction bits at the ends of 128 segments of 0 to 1, and one place more. */
export function logTable(): Uint16Array {
  const segments = 2 ** SEGMENT_BITS;
  const table = new Uint16Array(segments + 2);
  for (let i = 0; i <= segments; i++) table[i] = Math.round((Math.log2(1 + i / segments) - i / segments) * 2 ** LOG_BITS);
  return table;
}

/** ln(value) times 2 to the `shift`, rounded; 0 for 0 and 1. */
export function scaledLog(value: number, shift: number, table: Uint16Array): number {
  if (value <= 1) return 0;
  const whole = bitLength(value) - 1;
  const log2 = whole * 2 ** LOG_BITS + fractionOf(value, whole, table);
  const ln = Math.floor((LN_2 * log2 + 2 ** 15) / 2 ** LOG_BITS);
  return ((ln << shift) + 2 ** 15) >>> LOG_BITS;
}

function fractionOf(value: number, whole: number, table: Uint16Array): number {
  const rest = value - 2 ** whole;
  const fraction = whole < LOG_BITS ? rest << (LOG_BITS - whole) : rest >>> (whole - LOG_BITS);
  const segment = fraction >> (LOG_BITS - SEGMENT_BITS);
  const within = fraction - (segment << (LOG_BITS - SEGMENT_BITS));
  const start = table[segment]!;
  return fraction + start + (((table[segment + 1]! - start) * within) >> LOG_BITS);
}
