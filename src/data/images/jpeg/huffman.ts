import { JpegProblem, type BitReader } from './bit-reader.ts';

/** A canonical Huffman code (annex C): codes of each length count up, and the symbols follow in their order. */
export interface HuffmanTable {
  /** Symbols of each length, 1 to 16. */
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

export function readSymbol(reader: BitReader, { counts, symbols }: HuffmanTable): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 0; length < 16; length++) {
    code |= reader.bit();
    const count = counts[length]!;
    if (code - first < count) return symbols[index + code - first]!;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new JpegProblem('its pixels are damaged');
}
