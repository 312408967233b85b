/** Training runs in IndexedDB, in a database of their own: designs are kept whatever becomes of it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptRun, RunParts } from './kept-run.ts';
import { bytesOfParts, partsToDrop, type RunLimits, type RunStorage } from './run-storage.ts';

interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun; indexes: { endedAt: number } };
  parts: {
    key: string;
    value: RunParts & { readonly id: string; readonly endedAt: number; readonly bytes: number };
  };
}

type Database = IDBPDatabase<Schema>;

/** Opened when it is first needed. */
export function createIdbRunStorage(): RunStorage {
  let database: Promise<Database> | undefined;
  const opened = (): Promise<Database> => (database ??= openDatabase(() => (database = undefined)));
  return {
    list: async () => (await (await opened()).getAllFromIndex('runs', 'endedAt')).toReversed(),
    add: async (run, parts, limits) => add(await opened(), run, parts, limits),
    parts: async (id) => (await opened()).get('parts', id),
    remove: async (ids) => remove(await opened(), ids),
    clear: async () => {
      const db = await opened();
      const transaction = db.transaction(['runs', 'parts'], 'readwrite');
      await Promise.all([transaction.objectStore('runs').clear(), transaction.objectStore('parts').clear(), transaction.done]);
    },
  };
}

function openDatabase(onClosed: () => void): Promise<Database> {
  const opening = openDB<Schema>('tinyscape-runs', 1, {
    upgrade: (db) => {
      db.createObjectStore('runs', { keyPath: 'id' }).createIndex('endedAt', 'endedAt');
      db.createObjectStore('parts', { keyPath: 'id' });
    },
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    terminated: onClosed,
  });
  opening.catch(onClosed);
  return opening;
}

async function add(db: Database, run: KeptRun, parts: RunParts | undefined, limits: RunLimits): Promise<void> {
  const { id, endedAt } = run;
  const transaction = db.transaction(['runs', 'parts'], 'readwrite');
  const kept = transaction.objectStore('parts');
  await transaction.objectStore('runs').put(run);
  if (parts !== undefined) await kept.put({ ...parts, id, endedAt, bytes: bytesOfParts(parts) });
  const oldestFirst = await transaction.objectStore('runs').index('endedAt').getAllKeys();
  for (const each of oldestFirst.slice(0, -limits.runs)) {
    await transaction.objectStore('runs').delete(each);
    await kept.delete(each);
  }
  const sizes: { readonly id: string; readonly endedAt: number; readonly bytes: number }[] = [];
  for await (const { value } of kept) sizes.push({ id: value.id, endedAt: value.endedAt, bytes: value.bytes });
  const newestFirst = sizes.toSorted((a, b) => b.endedAt - a.endedAt);
  for (const each of partsToDrop(newestFirst, limits.bytes)) await kept.delete(each);
  await transaction.done;
}

async function remove(db: Database, ids: readonly string[]): Promise<void> {
  const transaction = db.transaction(['runs', 'parts'], 'readwrite');
  await Promise.all([
    ...ids.flatMap((id) => [transaction.objectStore('runs').delete(id), transaction.objectStore('parts').delete(id)]),
    transaction.done,
  ]);
}
