/** Bytes in IndexedDB, in a database of their own: features already computed, and samples that do not fit into memory. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeyedBytes } from './keyed-bytes.ts';

interface Schema extends DBSchema {
  features: {
    key: string;
    value: { readonly key: string; readonly bytes: Uint8Array; readonly usedAt: number };
    indexes: { usedAt: number };
  };
  pieces: { key: string; value: Uint8Array };
}

/** Features kept; those used longest ago go first. */
const MAX_FEATURE_SETS = 12;
const LOCK = 'tinyscape-data-';

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('tinyscape-data', 1, {
    upgrade: (db) => {
      db.createObjectStore('features', { keyPath: 'key' }).createIndex('usedAt', 'usedAt');
      db.createObjectStore('pieces');
    },
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
}

/** Where the browser has no storage, or no room, nothing is found and nothing kept: features are then computed again. */
export function createFeatureCache(): KeyedBytes {
  let database: Promise<IDBPDatabase<Schema>> | undefined;
  const opened = (): Promise<IDBPDatabase<Schema>> => (database ??= openDatabase());
  return {
    get: (key) => found(opened, key).catch(() => undefined),
    put: (key, bytes) => keep(opened, key, bytes).catch(() => undefined),
  };
}

async function found(opened: () => Promise<IDBPDatabase<Schema>>, key: string): Promise<Uint8Array | undefined> {
  const db = await opened();
  const entry = await db.get('features', key);
  if (entry !== undefined) await db.put('features', { ...entry, usedAt: Date.now() });
  return entry?.bytes;
}

async function keep(opened: () => Promise<IDBPDatabase<Schema>>, key: string, bytes: Uint8Array): Promise<void> {
  const db = await opened();
  await db.put('features', { key, bytes, usedAt: Date.now() });
  const oldest = await db.getAllKeysFromIndex('features', 'usedAt');
  for (const each of oldest.slice(0, -MAX_FEATURE_SETS)) await db.delete('features', each);
}

/** Pieces of this worker's data sets; those of workers that have ended are removed. Rejects where the browser has no room. */
export function createPieceStorage(): KeyedBytes {
  const session = crypto.randomUUID();
  let database: Promise<IDBPDatabase<Schema>> | undefined;
  const opened = (): Promise<IDBPDatabase<Schema>> => (database ??= begin(session));
  const keyOf = (key: string): string => `${session} ${key}`;
  return {
    get: async (key) => (await opened()).get('pieces', keyOf(key)),
    put: async (key, bytes) => void (await (await opened()).put('pieces', bytes, keyOf(key))),
  };
}

/** Each worker holds a lock of its name as long as it lives: pieces without one are left over. */
async function begin(session: string): Promise<IDBPDatabase<Schema>> {
  void navigator.locks.request(`${LOCK}${session}`, () => new Promise(() => undefined));
  const [db, locks] = await Promise.all([openDatabase(), navigator.locks.query()]);
  const alive = new Set(locks.held?.map(({ name }) => name?.slice(LOCK.length)));
  const transaction = db.transaction('pieces', 'readwrite');
  for (const key of await transaction.store.getAllKeys()) {
    const owner = key.slice(0, key.indexOf(' '));
    if (owner !== session && !alive.has(owner)) await transaction.store.delete(key);
  }
  await transaction.done;
  return db;
}
