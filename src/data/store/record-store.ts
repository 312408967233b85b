/** Samples that lie in a file one after the other, each of the same length: in memory where they fit, else read when asked for. */
import type { DataFile } from '../files/data-file.ts';
import type { SampleStore } from './sample-store.ts';

export interface Records {
  readonly file: DataFile;
  /** Of the first record. */
  readonly offset: number;
  /** Of one record. */
  readonly bytes: number;
  readonly count: number;
  /** Writes the elements of one sample from `at` on. */
  readonly decode: (record: Uint8Array, into: Float32Array, at: number) => void;
}

const MEMORY_BYTES = 2 ** 28;

/** `elements` of one sample; what takes more than `memoryBytes` stays in the file. */
export async function recordStore(
  { file, offset, bytes, count, decode }: Records,
  elements: number,
  memoryBytes = MEMORY_BYTES,
): Promise<SampleStore> {
  if (bytes * count > memoryBytes) {
    const readOne = async (index: number, into: Float32Array, at: number): Promise<void> =>
      decode(await file.read(offset + index * bytes, offset + (index + 1) * bytes), into, at);
    return {
      count,
      read: async (indices, into) => {
        await Promise.all(Array.from(indices, (index, i) => readOne(index, into, i * elements)));
      },
    };
  }
  const all = await file.read(offset, offset + bytes * count);
  return {
    count,
    read: (indices, into) => indices.forEach((index, i) => decode(all.subarray(index * bytes, (index + 1) * bytes), into, i * elements)),
  };
}

/** Several stores as one, in their order. */
export function joinedStores(stores: readonly SampleStore[], elements: number): SampleStore {
  const starts = stores.map((_, i) => stores.slice(0, i).reduce((sum, { count }) => sum + count, 0));
  const count = stores.reduce((sum, each) => sum + each.count, 0);
  const storeOf = (index: number): number => starts.findLastIndex((start) => start <= index);
  return {
    count,
    read: (indices, into) => {
      const pending = Array.from(indices, (index, i) => {
        const which = storeOf(index);
        return stores[which]!.read(Int32Array.of(index - starts[which]!), into.subarray(i * elements, (i + 1) * elements));
      }).filter((each) => each !== undefined);
      return pending.length === 0 ? undefined : Promise.all(pending).then(() => undefined);
    },
  };
}
