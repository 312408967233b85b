/** Writes messages in the protobuf wire format (protobuf.dev/programming-guides/encoding), field by field. */

const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;
const TEXT = new TextEncoder();

export class MessageWriter {
  private readonly parts: Uint8Array[] = [];

  /** A whole number of up to 64 bits; exact to 2^53. */
  integer(field: number, value: number): this {
    return this.raw(varint(8 * field + VARINT)).raw(varint(value));
  }

  float(field: number, value: number): this {
    return this.raw(varint(8 * field + FIXED32)).raw(littleEndian([value]));
  }

  text(field: number, value: string): this {
    return this.bytes(field, TEXT.encode(value));
  }

  /** Bytes, or a message inside this one. */
  bytes(field: number, value: Uint8Array): this {
    return this.raw(varint(8 * field + LENGTH))
      .raw(varint(value.length))
      .raw(value);
  }

  /** A repeated number, packed. */
  integers(field: number, values: readonly number[]): this {
    return this.bytes(field, joined(values.map(varint)));
  }

  floats(field: number, values: readonly number[]): this {
    return this.bytes(field, littleEndian(values));
  }

  finish(): Uint8Array {
    return joined(this.parts);
  }

  private raw(bytes: Uint8Array): this {
    this.parts.push(bytes);
    return this;
  }
}

/** Seven bits a byte, the lowest first; a negative number takes ten bytes. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function littleEndian(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
