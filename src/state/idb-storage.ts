import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { KEPT_REVISIONS, type Appended, type Revision, type Snapshot, type Storage, type StoredDesign } from './storage.ts';

interface StoredRevision extends Revision {
  readonly id: string;
  readonly blobs: readonly string[];
}

interface Schema extends DBSchema {
  designs: { key: string; value: StoredDesign; indexes: { savedAt: number } };
  revisions: { key: [id: string, number: number]; value: StoredRevision; indexes: { blobs: string } };
  blobs: { key: string; value: { readonly hash: string; readonly bytes: Uint8Array; readonly savedAt: number } };
}

type Database = IDBPDatabase<Schema>;

/** How long a second tab with an older version may block opening, ms. */
const BLOCKED_MS = 3000;

/** Storage in IndexedDB; rejects when the browser has none, forbids it, or another tab blocks it. */
export async function openIdbStorage(): Promise<Storage> {
  const db = await openDatabase();
  return {
    list: async () => (await db.getAllFromIndex('designs', 'savedAt')).toReversed(),
    revisions: async (id) => (await db.getAll('revisions', revisionsOf(id))).toReversed(),
    append: (snapshot, base) => append(db, snapshot, base),
    remove: (id) => remove(db, id),
    putBlob: async (hash, bytes, savedAt) => void (await db.put('blobs', { hash, bytes, savedAt })),
    blob: async (hash) => (await db.get('blobs', hash))?.bytes,
    collectBlobs: (savedBefore, keep) => collectBlobs(db, savedBefore, keep),
  };
}

function openDatabase(): Promise<Database> {
  const opening = openDB<Schema>('tinyscape', 2, {
    upgrade: (db, from, _to, transaction) => {
      if (from === 1) {
        void nameBlobs(transaction);
        return;
      }
      db.createObjectStore('designs', { keyPath: 'id' }).createIndex('savedAt', 'savedAt');
      db.createObjectStore('revisions', { keyPath: ['id', 'number'] }).createIndex('blobs', 'blobs', { multiEntry: true });
      db.createObjectStore('blobs', { keyPath: 'hash' });
    },
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
  const blocked = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the database did not open')), BLOCKED_MS);
  });
  return Promise.race([opening, blocked]);
}

/** Version 1 kept one blob a revision, under `blob`. */
async function nameBlobs(transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>): Promise<void> {
  const revisions = transaction.objectStore('revisions');
  for (const name of revisions.indexNames) revisions.deleteIndex(name);
  revisions.createIndex('blobs', 'blobs', { multiEntry: true });
  for await (const cursor of revisions) {
    const { blob, ...rest } = cursor.value as StoredRevision & { readonly blob?: string };
    await cursor.update({ ...rest, blobs: blob === undefined ? [] : [blob] });
  }
}

function revisionsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

/** One transaction: a crash leaves either the old state or the new one. */
async function append(db: Database, snapshot: Snapshot, base: number): Promise<Appended> {
  const { id, name, nodes, savedAt, value, blobs } = snapshot;
  const transaction = db.transaction(['designs', 'revisions'], 'readwrite', { durability: 'strict' });
  const designs = transaction.objectStore('designs');
  const newest = (await designs.get(id))?.revision ?? 0;
  if (newest !== base) {
    await transaction.done;
    return { kind: 'conflict' };
  }
  const revision = base + 1;
  const revisions = transaction.objectStore('revisions');
  const outdated = revision - KEPT_REVISIONS;
  await Promise.all([
    revisions.add({ id, number: revision, savedAt, value, blobs }),
    designs.put({ id, name, nodes, savedAt, revision }),
    ...(outdated > 0 ? [revisions.delete(IDBKeyRange.bound([id, 0], [id, outdated]))] : []),
    transaction.done,
  ]);
  return { kind: 'saved', revision };
}

async function remove(db: Database, id: string): Promise<void> {
  const transaction = db.transaction(['designs', 'revisions'], 'readwrite');
  const revisions = transaction.objectStore('revisions');
  await Promise.all([transaction.objectStore('designs').delete(id), revisions.delete(revisionsOf(id)), transaction.done]);
}

async function collectBlobs(db: Database, savedBefore: number, keep: ReadonlySet<string>): Promise<void> {
  const transaction = db.transaction(['revisions', 'blobs'], 'readwrite');
  const revisions = transaction.objectStore('revisions').index('blobs');
  for await (const cursor of transaction.objectStore('blobs')) {
    const { hash, savedAt } = cursor.value;
    if (savedAt < savedBefore && !keep.has(hash) && (await revisions.count(hash)) === 0) await cursor.delete();
  }
  await transaction.done;
}
