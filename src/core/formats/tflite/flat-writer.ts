import { assert } from '../../base/assert.ts';
import { align, HEADER_BYTES, VTABLES, vtableBytes } from './layout.ts';
import type { TableLayout } from './layout.ts';
import { FILE_IDENTIFIER } from './schema.ts';

/** A table being filled. */
export interface OpenTable {
  readonly at: number;
  readonly layout: TableLayout;
}

/**
 * Writes a flatbuffer forwards into a file of known size. Whatever is referred to is written later, at the place where `link` is called:
 * table, then its children in turn.
 */
export class FlatWriter {
  readonly bytes: Uint8Array;
  position = 0;
  private readonly view: DataView;
  private readonly vtableAt: number[] = [];
  private readonly encoder = new TextEncoder();

  /** Writes the header and the vtables that are in use; the root is whatever is written next. */
  constructor(size: number, vtables: Uint8Array) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
    this.bytes.set(this.encoder.encode(FILE_IDENTIFIER), 4);
    this.position = HEADER_BYTES;
    vtables.forEach((used, i) => {
      if (used === 1) this.vtable(i);
    });
    this.link(0);
  }

  private vtable(index: number): void {
    const words = VTABLES[index]!;
    this.vtableAt[index] = this.position;
    words.forEach((word, i) => this.view.setUint16(this.position + 2 * i, word, true));
    this.position += vtableBytes(words);
  }

  /** The reference stored at `at` leads to what is written next. */
  link(at: number): void {
    this.view.setUint32(at, this.position - at, true);
  }

  /** The reference stored at `at` leads to `target`, a later place in the same file. */
  refer(at: number, target: number): void {
    assert(target > at, 'a reference that leads backwards');
    this.view.setUint32(at, target - at, true);
  }

  table(layout: TableLayout): OpenTable {
    const at = this.position;
    const vtable = this.vtableAt[layout.vtable];
    assert(vtable !== undefined, 'a table without its layout in the file');
    this.view.setInt32(at, at - vtable, true);
    this.position += layout.bytes;
    return { at, layout };
  }

  private field({ at, layout }: OpenTable, slot: number): number {
    const offset = layout.offsets[slot];
    assert(offset !== undefined && offset !== 0, `no field ${slot} in this table`);
    return at + offset;
  }

  byte(table: OpenTable, slot: number, value: number): void {
    this.view.setUint8(this.field(table, slot), value & 0xff);
  }

  int(table: OpenTable, slot: number, value: number): void {
    this.view.setInt32(this.field(table, slot), value, true);
  }

  float(table: OpenTable, slot: number, value: number): void {
    this.view.setFloat32(this.field(table, slot), value, true);
  }

  /** The field refers to what is written next. */
  child(table: OpenTable, slot: number): void {
    this.link(this.field(table, slot));
  }

  /** A vector of `count` references to be linked later; the place of the first. */
  references(count: number): number {
    this.length(count);
    const start = this.position;
    this.position += 4 * count;
    return start;
  }

  length(count: number): void {
    this.view.setUint32(this.position, count, true);
    this.position += 4;
  }

  ints(values: readonly number[]): void {
    this.length(values.length);
    for (const value of values) this.word(value);
  }

  word(value: number): void {
    this.view.setInt32(this.position, value, true);
    this.position += 4;
  }

  floats(values: readonly number[]): void {
    this.length(values.length);
    for (const value of values) {
      this.view.setFloat32(this.position, value, true);
      this.position += 4;
    }
  }

  /** Moves to where a vector of 64-bit integers may start: its elements stand at a multiple of 8. */
  alignLongs(): void {
    this.position = align(this.position + 4, 8) - 4;
  }

  /** A vector of 64-bit integers, after `alignLongs`. */
  longs(values: readonly number[]): void {
    this.length(values.length);
    for (const value of values) {
      this.view.setBigInt64(this.position, BigInt(Math.trunc(value)), true);
      this.position += 8;
    }
  }

  text(value: string): void {
    const utf8 = this.encoder.encode(value);
    this.length(utf8.length);
    this.bytes.set(utf8, this.position);
    this.position += align(utf8.length + 1, 4);
  }

  blob(values: readonly number[]): void {
    this.length(values.length);
    this.bytes.set(values, this.position);
    this.position += align(values.length, 4);
  }

  /** A table whose layout stands right before it, both as given. */
  rawTable(ownLayout: readonly number[], fields: readonly number[], at: number): void {
    const vtable = this.position;
    this.bytes.set(ownLayout, vtable);
    this.position += align(ownLayout.length, 4);
    this.link(at);
    this.view.setInt32(this.position, this.position - vtable, true);
    this.bytes.set(fields, this.position + 4);
    this.position += align(4 + fields.length, 4);
  }

  /** A vector of bytes at a multiple of 16, referred to by the field. */
  data(table: OpenTable, slot: number, bytes: number, content: Uint8Array | undefined): void {
    this.position = align(this.position + 4, 16) - 4;
    this.child(table, slot);
    this.length(bytes);
    if (content !== undefined) this.bytes.set(content, this.position);
    this.position += bytes;
  }

  /** Where the field of a table is, for a reference linked by `rawTable`. */
  place(table: OpenTable, slot: number): number {
    return this.field(table, slot);
  }

  alignTo(multiple: number): void {
    this.position = align(this.position, multiple);
  }

  finish(): Uint8Array {
    assert(this.position === this.bytes.length, `wrote ${this.position} bytes of the ${this.bytes.length} laid out`);
    return this.bytes;
  }
}
