/**
 * Samples gathered one after the other: in memory while they fit, from then on in `storage`, of which a few pieces at a time are read back.
 */
import { assert } from '../../core/base/assert.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { elementCount, type Shape } from '../../core/graph/tensor.ts';
import type { KeyedBytes } from './keyed-bytes.ts';
import type { SampleStore } from './sample-store.ts';

/** How an element is kept; it is read times `unit`. */
export type RowType = 'uint8' | 'int16' | 'float32';
export type Rows = Uint8Array | Int16Array | Float32Array;

const ARRAYS = { uint8: Uint8Array, int16: Int16Array, float32: Float32Array } as const;

export interface RowStoreOptions {
  readonly type: RowType;
  readonly shape: Shape;
  readonly unit: number;
  readonly storage: KeyedBytes | undefined;
  /** Begins the keys of the pieces in the storage. */
  readonly key: string;
  /** What may stay in memory; 256 MiB unless told. */
  readonly memoryBytes?: number;
}

export interface RowWriter {
  /** Takes a copy of one sample; fails when it fits neither memory nor storage. */
  readonly add: (row: ArrayLike<number>) => Promise<Result<undefined>>;
  /** All values so far in one array, as they are kept; undefined where some are in the storage. */
  readonly inMemory: () => Rows | undefined;
  readonly finish: () => SampleStore;
}

const MEMORY_BYTES = 2 ** 28;
/** Small, so that a shuffled batch reads little more than its own samples. */
const PIECE_BYTES = 2 ** 18;
/** Pieces read back that stay in memory. */
const RECENT_PIECES = 256;

export function createRowStore({ type, shape, unit, storage, key, memoryBytes = MEMORY_BYTES }: RowStoreOptions): RowWriter {
  const size = elementCount(shape);
  const { BYTES_PER_ELEMENT } = ARRAYS[type];
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / (size * BYTES_PER_ELEMENT)));
  const mostPieces = Math.floor(memoryBytes / (perPiece * size * BYTES_PER_ELEMENT));
  const pieces: (Rows | undefined)[] = [];
  let count = 0;

  const spill = async (): Promise<Result<undefined>> => {
    const last = pieces.length - 1;
    if (last < mostPieces) return ok(undefined);
    if (storage === undefined) return fail(`the data set is too large: ${count} samples fill the ${memoryBytes} bytes of memory set aside`);
    const piece = pieces[last]!;
    try {
      await storage.put(`${key}/${last}`, new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
    } catch (error) {
      return fail(`the data set does not fit into this browser's storage (${error instanceof Error ? error.message : String(error)})`);
    }
    pieces[last] = undefined;
    return ok(undefined);
  };
  const add = async (row: ArrayLike<number>): Promise<Result<undefined>> => {
    assert(row.length === size, `a sample of ${row.length} values among samples of ${size}`);
    if (count % perPiece === 0) pieces.push(new ARRAYS[type](perPiece * size));
    pieces.at(-1)!.set(row, (count % perPiece) * size);
    count++;
    return count % perPiece === 0 ? spill() : ok(undefined);
  };
  const finish = (): SampleStore => {
    const load = storage === undefined ? undefined : recent(async (piece) => loadPiece(storage, `${key}/${piece}`, type));
    return { count, read: readerOf(pieces, load, { perPiece, size, unit }) };
  };
  const inMemory = (): Rows | undefined => {
    if (pieces.includes(undefined)) return undefined;
    const all = new ARRAYS[type](pieces.length * perPiece * size);
    pieces.forEach((piece, i) => all.set(piece!, i * perPiece * size));
    return all.subarray(0, count * size);
  };
  return { add, inMemory, finish };
}

async function loadPiece(storage: KeyedBytes, key: string, type: RowType): Promise<Rows> {
  const bytes = await storage.get(key);
  if (bytes === undefined) throw new Error('samples of the data set are no longer in this storage; open it again');
  return new ARRAYS[type](bytes.slice().buffer);
}

/** Keeps the pieces asked for last. */
function recent(load: (piece: number) => Promise<Rows>): (piece: number) => Promise<Rows> {
  const kept = new Map<number, Promise<Rows>>();
  return (piece) => {
    const rows = kept.get(piece) ?? load(piece);
    kept.delete(piece);
    kept.set(piece, rows);
    if (kept.size > RECENT_PIECES) kept.delete(kept.keys().next().value!);
    return rows;
  };
}

interface Layout {
  readonly perPiece: number;
  readonly size: number;
  readonly unit: number;
}

/** At once where every piece asked for is in memory. */
function readerOf(
  pieces: readonly (Rows | undefined)[],
  load: ((piece: number) => Promise<Rows>) | undefined,
  { perPiece, size, unit }: Layout,
): SampleStore['read'] {
  const copy = (rows: Rows, index: number, into: Float32Array, at: number): void => {
    const from = (index % perPiece) * size;
    for (let k = 0; k < size; k++) into[at * size + k] = rows[from + k]! * unit;
  };
  const pieceOf = (index: number): number => Math.floor(index / perPiece);
  const readLater = async (indices: Int32Array, into: Float32Array): Promise<void> => {
    const rows = await Promise.all(Array.from(indices, async (index) => pieces[pieceOf(index)] ?? load!(pieceOf(index))));
    rows.forEach((each, at) => copy(each, indices[at]!, into, at));
  };
  return (indices, into) => {
    if (indices.some((index) => pieces[pieceOf(index)] === undefined)) return readLater(indices, into);
    indices.forEach((index, at) => copy(pieces[pieceOf(index)]!, index, into, at));
  };
}
