/**
 * Reading a flatbuffer that nobody has checked. Every position is tested before it is used, and the number of elements read is bounded by
 * a budget, since a small file may point many tables at one long vector. A wrong position throws MalformedFile, which the reader of the
 * format turns into a Problem.
 */

/** What is wrong with a file and where; caught at the reader's boundary. */
export class MalformedFile extends Error {
  readonly where: string;
  constructor(message: string, where: string) {
    super(message);
    this.where = where;
  }
}

const MAX_QUOTED = 80;

/** A name from the file as a message shows it: in quotes, without control characters, not endless. */
export function quoted(name: string): string {
  const shown = name.slice(0, MAX_QUOTED).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return `"${shown}${name.length > MAX_QUOTED ? '…' : ''}"`;
}

/** A file with its checked accessors. Positions are byte offsets from its start. */
export class FlatFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  private budget: number;

  constructor(bytes: Uint8Array, elementBudget: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.budget = elementBudget;
  }

  /** Throws unless `size` bytes at `position` lie inside the file; `from` is where the position was read. */
  check(position: number, size: number, what: string, from = position): void {
    if (position < 0 || position + size > this.bytes.length) {
      throw new MalformedFile(`${what} lies outside the file of ${this.bytes.length} bytes`, `byte ${from}`);
    }
  }

  /** Counts elements read; a file that makes us read far more than it holds is malformed. */
  spend(elements: number, what: string, position: number): void {
    this.budget -= elements;
    if (this.budget < 0) throw new MalformedFile(`${what} repeats more data than the file holds`, `byte ${position}`);
  }

  /** The position an unsigned offset stored at `position` leads to. */
  follow(position: number, what: string): number {
    this.check(position, 4, what);
    const target = position + this.view.getUint32(position, true);
    this.check(target, 4, what, position);
    return target;
  }

  table(position: number, what: string): FlatTable {
    return new FlatTable(this, position, what);
  }
}

/** A vector: its elements start at `start`. */
export interface FlatVector {
  readonly start: number;
  readonly length: number;
}

const EMPTY: FlatVector = { start: 0, length: 0 };

/** One table. `what` names it in messages, e.g. "tensor 3". */
export class FlatTable {
  readonly file: FlatFile;
  readonly position: number;
  readonly what: string;
  private readonly vtable: number;
  private readonly vtableBytes: number;
  private readonly tableBytes: number;

  constructor(file: FlatFile, position: number, what: string) {
    file.check(position, 4, what);
    file.spend(1, what, position);
    this.file = file;
    this.position = position;
    this.what = what;
    this.vtable = position - file.view.getInt32(position, true);
    file.check(this.vtable, 4, `the layout of ${what}`, position);
    this.vtableBytes = file.view.getUint16(this.vtable, true);
    this.tableBytes = file.view.getUint16(this.vtable + 2, true);
    file.check(this.vtable, this.vtableBytes, `the layout of ${what}`, position);
    file.check(position, this.tableBytes, what);
    if (this.vtableBytes < 4 || this.tableBytes < 4 || this.vtableBytes % 2 !== 0) this.fail('its layout is damaged');
  }

  /** Position of a field of `size` bytes, or 0 when the table leaves it out. */
  private at(slot: number, size: number): number {
    const entry = 4 + 2 * slot;
    if (entry + 2 > this.vtableBytes) return 0;
    const offset = this.file.view.getUint16(this.vtable + entry, true);
    if (offset === 0) return 0;
    if (offset + size > this.tableBytes) this.fail(`field ${slot} lies outside its table`);
    return this.position + offset;
  }

  /** The table as it stands: its layout, then its fields without the reference to the layout. For tables that refer to nothing. */
  raw(): number[] {
    const { bytes } = this.file;
    const ownLayout = bytes.subarray(this.vtable, this.vtable + this.vtableBytes);
    return [...ownLayout, ...bytes.subarray(this.position + 4, this.position + this.tableBytes)];
  }

  get rawBytes(): number {
    return this.vtableBytes + this.tableBytes;
  }

  fail(message: string): never {
    throw new MalformedFile(`${this.what}: ${message}`, `byte ${this.position}`);
  }

  has(slot: number): boolean {
    return this.at(slot, 1) !== 0;
  }

  int8(slot: number, absent = 0): number {
    const at = this.at(slot, 1);
    return at === 0 ? absent : this.file.view.getInt8(at);
  }

  uint8(slot: number, absent = 0): number {
    const at = this.at(slot, 1);
    return at === 0 ? absent : this.file.view.getUint8(at);
  }

  int32(slot: number, absent = 0): number {
    const at = this.at(slot, 4);
    return at === 0 ? absent : this.file.view.getInt32(at, true);
  }

  uint32(slot: number, absent = 0): number {
    const at = this.at(slot, 4);
    return at === 0 ? absent : this.file.view.getUint32(at, true);
  }

  /** A uint64 as a number; beyond 2^53 it loses its low bits, which is far outside any file. */
  uint64(slot: number): number {
    const at = this.at(slot, 8);
    return at === 0 ? 0 : Number(this.file.view.getBigUint64(at, true));
  }

  float32(slot: number, absent = 0): number {
    const at = this.at(slot, 4);
    return at === 0 ? absent : this.file.view.getFloat32(at, true);
  }

  /** Where a reference leads; undefined when absent. */
  target(slot: number, what: string): number | undefined {
    const at = this.at(slot, 4);
    return at === 0 ? undefined : this.file.follow(at, what);
  }

  child(slot: number, what: string): FlatTable | undefined {
    const position = this.target(slot, what);
    return position === undefined ? undefined : new FlatTable(this.file, position, what);
  }

  /** A vector with `size`-byte elements; empty when absent. */
  vector(slot: number, size: number, what: string): FlatVector {
    const at = this.at(slot, 4);
    if (at === 0) return EMPTY;
    const position = this.file.follow(at, `${what} of ${this.what}`);
    const length = this.file.view.getUint32(position, true);
    this.file.check(position + 4, length * size, `${what} of ${this.what} (${length} elements)`);
    return { start: position + 4, length };
  }

  int32s(slot: number, what: string): number[] {
    const { start, length } = this.spent(slot, 4, what);
    return Array.from({ length }, (_, i) => this.file.view.getInt32(start + 4 * i, true));
  }

  float32s(slot: number, what: string): number[] {
    const { start, length } = this.spent(slot, 4, what);
    return Array.from({ length }, (_, i) => this.file.view.getFloat32(start + 4 * i, true));
  }

  int64s(slot: number, what: string): number[] {
    const { start, length } = this.spent(slot, 8, what);
    return Array.from({ length }, (_, i) => Number(this.file.view.getBigInt64(start + 8 * i, true)));
  }

  text(slot: number, what: string): string {
    const { start, length } = this.spent(slot, 1, what);
    return new TextDecoder().decode(this.file.bytes.subarray(start, start + length));
  }

  /** A vector of bytes as a view on the file; undefined when absent or empty. */
  data(slot: number, what: string): Uint8Array | undefined {
    const { start, length } = this.vector(slot, 1, what);
    return length === 0 ? undefined : this.file.bytes.subarray(start, start + length);
  }

  private spent(slot: number, size: number, what: string): FlatVector {
    const vector = this.vector(slot, size, what);
    this.file.spend(vector.length, `${what} of ${this.what}`, vector.start);
    return vector;
  }

  /** The tables of a vector of tables, in order; `cap` bounds how many. */
  tables(slot: number, what: string, cap: number): FlatTable[] {
    const { start, length } = this.vector(slot, 4, `${what}s`);
    if (length > cap) throw new MalformedFile(`${length} ${what}s are more than the ${cap} that can be opened`, `byte ${start - 4}`);
    return Array.from({ length }, (_, i) => {
      const name = `${what} ${i}`;
      return new FlatTable(this.file, this.file.follow(start + 4 * i, name), name);
    });
  }
}
