import { describe, expect, it } from 'vitest';
import { createFallbackStorage } from './fallback-storage.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { Snapshot, Storage } from './storage.ts';

function snapshot(name: string): Snapshot {
  return { id: 'a', name, nodes: 1, savedAt: 1, value: { name }, blobs: [] };
}

/** A storage that is full while `full` is true. */
function createDisk(): { storage: Storage; state: { full: boolean } } {
  const inner = createMemoryStorage();
  const state = { full: false };
  const append: Storage['append'] = (each, base) =>
    state.full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : inner.append(each, base);
  return { storage: { ...inner, append }, state };
}

async function kept(storage: Storage): Promise<unknown[]> {
  return (await storage.revisions('a')).map(({ number, value }) => [number, value]);
}

describe('the storage with memory behind it', () => {
  it('keeps designs in memory where there is no storage', async () => {
    const storage = createFallbackStorage(Promise.resolve(undefined), { failed: () => {}, worked: () => {} });
    expect(await storage.append(snapshot('one'), 0)).toEqual({ kind: 'saved', revision: 1 });
    expect(await storage.append(snapshot('two'), 1)).toEqual({ kind: 'saved', revision: 2 });
    expect((await storage.list()).map((each) => each.name)).toEqual(['two']);
    expect(await kept(storage)).toEqual([
      [2, { name: 'two' }],
      [1, { name: 'one' }],
    ]);
  });

  it('keeps in memory what a full disk refuses, and writes it when there is room again', async () => {
    const disk = createDisk();
    const events: string[] = [];
    const storage = createFallbackStorage(Promise.resolve(disk.storage), {
      failed: () => events.push('failed'),
      worked: () => events.push('worked'),
    });
    await storage.append(snapshot('one'), 0);
    disk.state.full = true;
    expect(await storage.append(snapshot('two'), 1)).toEqual({ kind: 'saved', revision: 2 });
    expect(await storage.append(snapshot('three'), 2)).toEqual({ kind: 'saved', revision: 3 });
    expect(await kept(storage)).toEqual([
      [3, { name: 'three' }],
      [2, { name: 'two' }],
      [1, { name: 'one' }],
    ]);
    expect((await storage.list()).map((each) => each.name)).toEqual(['three']);
    disk.state.full = false;
    expect(await storage.append(snapshot('four'), 3)).toEqual({ kind: 'saved', revision: 2 });
    expect(await kept(disk.storage)).toEqual([
      [2, { name: 'four' }],
      [1, { name: 'one' }],
    ]);
    expect(events).toEqual(['worked', 'failed', 'failed', 'worked']);
  });

  it('never rejects when nothing works', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('gone'));
    const primary: Storage = {
      list: broken,
      revisions: broken,
      append: broken,
      remove: broken,
      putBlob: broken,
      blob: broken,
      collectBlobs: broken,
    };
    const storage = createFallbackStorage(Promise.resolve(primary), { failed: () => {}, worked: () => {} });
    await storage.append(snapshot('one'), 0);
    await storage.putBlob('hash', new Uint8Array([1]), 0);
    expect(await storage.blob('hash')).toEqual(new Uint8Array([1]));
    expect(await kept(storage)).toEqual([[1, { name: 'one' }]]);
    await storage.collectBlobs(0, new Set());
    await storage.remove('a');
    expect(await storage.list()).toEqual([]);
  });
});

describe('blobs', () => {
  it('are collected when no revision needs them, they are old, and nobody holds them', async () => {
    const storage = createMemoryStorage();
    for (const hash of ['needed', 'held', 'orphan']) await storage.putBlob(hash, new Uint8Array([1]), 10);
    await storage.putBlob('young', new Uint8Array([1]), 99);
    await storage.append({ ...snapshot('one'), blobs: ['needed'] }, 0);
    await storage.collectBlobs(50, new Set(['held']));
    const left = await Promise.all(['needed', 'held', 'orphan', 'young'].map((hash) => storage.blob(hash)));
    expect(left.map((bytes) => bytes !== undefined)).toEqual([true, true, false, true]);
  });
});
