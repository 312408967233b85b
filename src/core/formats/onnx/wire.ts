/** The protobuf wire format, as far as ONNX needs it (protobuf.dev/programming-guides/encoding): fields of one message, bounds-checked. */

/** What is wrong with a message; caught by whoever reads the file and turned into a Problem that names it. */
export class WireError extends Error {}

/** Numbers in one list: as many as the largest constant has elements. */
const MAX_LIST = 2 ** 25;

/** One field: a number for varints and fixed sizes, the bytes for anything with a length. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
  /** Bytes of a fixed-size value, 0 for a varint: to tell a float from an integer. */
  readonly fixed: 0 | 4 | 8;
}

/** The fields of a message in their order. Varints lose what lies beyond 2^53. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const reader = new Reader(bytes);
  while (!reader.atEnd) yield reader.field();
}

/** Reads varints and the like one behind the other; throws a WireError at the end of the bytes. */
class Reader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  field(): Field {
    const start = this.at;
    const key = this.varint();
    const number = Math.floor(key / 8);
    if (!(number >= 1 && number < 2 ** 29)) throw new WireError(`a field numbered ${number} at byte ${start} of its message`);
    switch (key % 8) {
      case 0:
        return { number, value: this.varint(), fixed: 0 };
      case 1:
        return { number, value: this.fixed(8), fixed: 8 };
      case 2:
        return { number, value: this.take(this.varint()), fixed: 0 };
      case 5:
        return { number, value: this.fixed(4), fixed: 4 };
      default:
        throw new WireError(`a field of unknown kind ${key % 8} at byte ${start} of its message`);
    }
  }

  /** A signed 64-bit integer in up to ten bytes of seven bits. */
  varint(): number {
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i++) {
      if (this.atEnd) throw new WireError('a number that does not end');
      const byte = this.bytes[this.at++]!;
      if (i < 4) low += (byte & 127) * 2 ** (7 * i);
      else high += (byte & 127) * 2 ** (7 * (i - 4));
      if (byte < 128) return signed(low, high);
    }
    throw new WireError('a number of more than ten bytes');
  }

  /** The raw value of a float (4 bytes) or a double (8 bytes). */
  fixed(size: 4 | 8): number {
    const from = this.advance(size);
    return size === 4 ? this.view.getFloat32(from, true) : this.view.getFloat64(from, true);
  }

  take(length: number): Uint8Array {
    const from = this.advance(length);
    return this.bytes.subarray(from, from + length);
  }

  private advance(length: number): number {
    const from = this.at;
    if (!(length >= 0 && from + length <= this.bytes.length))
      throw new WireError(`${length} bytes where ${this.bytes.length - from} are left`);
    this.at = from + length;
    return from;
  }
}

/** low: 28 bits; high: what is above, as unsigned; a number of 64 bits whose top bit is set is negative. */
function signed(low: number, high: number): number {
  const upper = high % 2 ** 36;
  return upper >= 2 ** 35 ? (upper - 2 ** 36) * 2 ** 28 + low : upper * 2 ** 28 + low;
}

const TEXT = new TextDecoder();

export function textOf(field: Field): string {
  return TEXT.decode(bytesOf(field));
}

export function bytesOf({ value, number }: Field): Uint8Array {
  if (typeof value === 'number') throw new WireError(`a number where field ${number} holds bytes`);
  return value;
}

export function numberOf({ value, number }: Field): number {
  if (typeof value !== 'number') throw new WireError(`bytes where field ${number} is a number`);
  return value;
}

/** A repeated number: one value, or many packed into bytes. `fixed`: the size of a packed element, 0 for varints. */
export function numbersOf(field: Field, fixed: 0 | 4 | 8): number[] {
  if (typeof field.value === 'number') return [field.value];
  const reader = new Reader(field.value);
  const numbers: number[] = [];
  while (!reader.atEnd) {
    if (numbers.length >= MAX_LIST) throw new WireError(`a list of more than ${MAX_LIST} numbers`);
    numbers.push(fixed === 0 ? reader.varint() : reader.fixed(fixed));
  }
  return numbers;
}

/** Adds many at once; spreading a long list into `push` would overflow the stack. */
export function append(list: number[], more: readonly number[]): void {
  for (const item of more) list.push(item);
}
