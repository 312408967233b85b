/** Thrown inside the decoder where the file is not what it should be; the message is one sentence. */
export class JpegProblem extends Error {}

/** The bits of a scan: bytes as they are, but that a zero follows each 255; another byte there is a marker, and ends the bits. */
export interface BitReader {
  readonly bit: () => number;
  /** Unsigned, the highest bit first. */
  readonly bits: (count: number) => number;
  /** Where the next marker begins. */
  readonly at: () => number;
  /** Drops the bits left of a byte and steps over a restart marker. */
  readonly restart: () => void;
}

export function createBitReader(bytes: Uint8Array, from: number): BitReader {
  let next = from;
  let byte = 0;
  let left = 0;
  const bit = (): number => {
    if (left === 0) {
      const isMarker = bytes[next] === 0xff && bytes[next + 1] !== 0;
      if (next >= bytes.length || isMarker) throw new JpegProblem('its pixels end too early');
      byte = bytes[next]!;
      next += byte === 0xff ? 2 : 1;
      left = 8;
    }
    left--;
    return (byte >> left) & 1;
  };
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++) value = (value << 1) | bit();
    return value;
  };
  const restart = (): void => {
    left = 0;
    const isRestart = bytes[next] === 0xff && bytes[next + 1]! >= 0xd0 && bytes[next + 1]! <= 0xd7;
    if (!isRestart) throw new JpegProblem('a restart marker is missing');
    next += 2;
  };
  return { bit, bits, at: () => next, restart };
}

/** A number of so many bits whose first bit says its sign (F.2.2.1). */
export function signed(reader: BitReader, count: number): number {
  if (count === 0) return 0;
  const value = reader.bits(count);
  return value < 2 ** (count - 1) ? value - 2 ** count + 1 : value;
}
