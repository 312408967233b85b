/** Bits needed for an unsigned 32-bit number: 1 + the index of its highest one, 0 for 0. */
export function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}

/** Round to nearest, ties upwards, in single precision as the tables of the C front end are made. */
export function roundSingle(value: number): number {
  return Math.floor(Math.fround(value + 0.5));
}
