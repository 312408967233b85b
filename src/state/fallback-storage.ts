import { createMemoryStorage } from './memory-storage.ts';
import type { Appended, Snapshot, Storage } from './storage.ts';

export interface StorageHealth {
  /** Something could not be written or read; it is kept in memory instead. */
  readonly failed: (error: unknown) => void;
  /** A write went through. */
  readonly worked: () => void;
}

/**
 * A storage that never rejects: what `primary` cannot take is kept in memory and offered to it again with the next write of that
 * design. `primary` undefined: there is none.
 */
export function createFallbackStorage(primary: Promise<Storage | undefined>, health: StorageHealth): Storage {
  const memory = createMemoryStorage();
  /** Revisions of a design that only memory has. */
  const missed = new Map<string, number>();
  const attempt = async <T>(action: (storage: Storage) => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    const storage = await primary;
    if (storage === undefined) return otherwise();
    try {
      return await action(storage);
    } catch (error) {
      health.failed(error);
      return otherwise();
    }
  };
  const appendToMemory = async (snapshot: Snapshot, base: number): Promise<Appended> => {
    const count = missed.get(snapshot.id) ?? 0;
    missed.set(snapshot.id, count + 1);
    await memory.append(snapshot, count);
    return { kind: 'saved', revision: base + 1 };
  };
  return {
    list: async () => {
      const [kept, only] = await Promise.all([
        attempt(
          (storage) => storage.list(),
          async () => [],
        ),
        memory.list(),
      ]);
      const ids = new Set(only.map((each) => each.id));
      return [...only, ...kept.filter((each) => !ids.has(each.id))].toSorted((a, b) => b.savedAt - a.savedAt);
    },
    revisions: async (id) => {
      const kept = await attempt(
        (storage) => storage.revisions(id),
        async () => [],
      );
      const base = kept[0]?.number ?? 0;
      const only = await memory.revisions(id);
      return [...only.map(({ number, savedAt, value }) => ({ number: base + number, savedAt, value })), ...kept];
    },
    append: (snapshot, base) =>
      attempt(
        async (storage) => {
          const appended = await storage.append(snapshot, base - (missed.get(snapshot.id) ?? 0));
          missed.delete(snapshot.id);
          await memory.remove(snapshot.id);
          health.worked();
          return appended;
        },
        () => appendToMemory(snapshot, base),
      ),
    remove: async (id) => {
      missed.delete(id);
      await Promise.all([
        memory.remove(id),
        attempt(
          (storage) => storage.remove(id),
          async () => {},
        ),
      ]);
    },
    putBlob: (hash, bytes, savedAt) =>
      attempt(
        (storage) => storage.putBlob(hash, bytes, savedAt),
        () => memory.putBlob(hash, bytes, savedAt),
      ),
    blob: async (hash) =>
      (await memory.blob(hash)) ??
      attempt(
        (storage) => storage.blob(hash),
        async () => undefined,
      ),
    collectBlobs: (savedBefore, keep) =>
      attempt(
        (storage) => storage.collectBlobs(savedBefore, keep),
        async () => {},
      ),
  };
}
