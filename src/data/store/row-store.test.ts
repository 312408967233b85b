import { describe, expect, it } from 'vitest';
import { memoryBytes } from '../../testing/memory-bytes.ts';
import { memoryFile, type DataFile } from '../files/data-file.ts';
import type { KeyedBytes } from './keyed-bytes.ts';
import { joinedStores, recordStore } from './record-store.ts';
import { createRowStore } from './row-store.ts';
import { floatStore, type SampleStore } from './sample-store.ts';

/** A piece of the store holds one row of these. */
const SIZE = 2 ** 17;
const ROWS = 40;

async function filled(storage: KeyedBytes | undefined, memory: number): Promise<SampleStore | string> {
  const writer = createRowStore({ type: 'int16', shape: [SIZE], unit: 0.5, storage, key: 'rows', memoryBytes: memory });
  for (let row = 0; row < ROWS; row++) {
    const added = await writer.add(new Int16Array(SIZE).fill(row));
    if (!added.ok) return added.error.message;
  }
  return writer.finish();
}

async function first(store: SampleStore, ...indices: number[]): Promise<number[]> {
  const into = new Float32Array(indices.length * SIZE);
  await store.read(Int32Array.from(indices), into);
  return indices.map((_, i) => into[i * SIZE + SIZE - 1]!);
}

describe('gathered samples', () => {
  it('stay in memory while they fit, and are read at once', async () => {
    const store = (await filled(undefined, 2 ** 26)) as SampleStore;
    const into = new Float32Array(SIZE);
    expect(store.read(Int32Array.of(7), into)).toBeUndefined();
    expect(into[0]).toBe(3.5);
  });

  it('go to the storage when they do not, and are read back', async () => {
    const storage = memoryBytes();
    const store = (await filled(storage, 10 * 2 * SIZE)) as SampleStore;
    expect([store.count, storage.kept.size]).toEqual([ROWS, ROWS - 10]);
    expect(await first(store, 39, 0, 12, 9, 10)).toEqual([19.5, 0, 6, 4.5, 5]);
    await first(store, 39, 12);
    expect(storage.gets()).toBe(3);
  });

  it('are refused in one sentence when there is no room', async () => {
    expect(await filled(undefined, 4 * 2 * SIZE)).toBe('the data set is too large: 5 samples fill the 1048576 bytes of memory set aside');
    expect(await filled(memoryBytes(3 * 2 * SIZE), 4 * 2 * SIZE)).toBe(
      "the data set does not fit into this browser's storage (the quota is exceeded)",
    );
  });
});

describe('records in a file', () => {
  const bytes = Uint8Array.from({ length: 1 + 6 * 2 }, (_, i) => i);
  const decode = (record: Uint8Array, into: Float32Array, at: number): void => into.set(record, at);
  const records = (file: DataFile) => ({ file, offset: 1, bytes: 2, count: 6, decode });

  it('are the same in memory and read when asked for', async () => {
    const asked: number[] = [];
    const file = memoryFile('records', bytes);
    const watched: DataFile = {
      ...file,
      read: async (from = 0, to = bytes.length) => {
        asked.push(to - from);
        return file.read(from, to);
      },
    };
    for (const memory of [1000, 5]) {
      const into = new Float32Array(6);
      await (await recordStore(records(watched), 2, memory)).read(Int32Array.of(5, 0, 2), into);
      expect([...into]).toEqual([11, 12, 1, 2, 5, 6]);
    }
    expect(asked).toEqual([12, 2, 2, 2]);
  });

  it('of several stores are numbered one after the other', async () => {
    const joined = joinedStores(
      [
        floatStore(Float32Array.of(1, 2), [1]),
        await recordStore(records(memoryFile('r', bytes)), 2, 1),
        floatStore(new Float32Array(0), [1]),
      ],
      1,
    );
    expect(joined.count).toBe(8);
    const into = new Float32Array(2);
    await joined.read(Int32Array.of(1, 0), into);
    expect([...into]).toEqual([2, 1]);
  });
});
