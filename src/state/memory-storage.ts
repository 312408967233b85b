import { KEPT_REVISIONS, type Appended, type Revision, type Snapshot, type Storage, type StoredDesign } from './storage.ts';

interface Kept {
  readonly entry: StoredDesign;
  /** Newest first. */
  readonly revisions: readonly (Revision & { readonly blobs: readonly string[] })[];
}

/** Keeps designs as long as the page is open. */
export function createMemoryStorage(): Storage {
  const designs = new Map<string, Kept>();
  const blobs = new Map<string, { readonly bytes: Uint8Array; readonly savedAt: number }>();
  const append = ({ id, name, nodes, savedAt, value, blobs: named }: Snapshot, base: number): Appended => {
    const before = designs.get(id);
    if ((before?.entry.revision ?? 0) !== base) return { kind: 'conflict' };
    const revision = base + 1;
    const revisions = [{ number: revision, savedAt, value, blobs: named }, ...(before?.revisions ?? [])].slice(0, KEPT_REVISIONS);
    designs.set(id, { entry: { id, name, nodes, savedAt, revision }, revisions });
    return { kind: 'saved', revision };
  };
  const needed = (): Set<string> => new Set([...designs.values()].flatMap((kept) => kept.revisions.flatMap((each) => each.blobs)));
  return {
    list: async () => [...designs.values()].map((kept) => kept.entry).toSorted((a, b) => b.savedAt - a.savedAt),
    revisions: async (id) => designs.get(id)?.revisions ?? [],
    append: async (snapshot, base) => append(snapshot, base),
    remove: async (id) => void designs.delete(id),
    putBlob: async (hash, bytes, savedAt) => void blobs.set(hash, { bytes, savedAt }),
    blob: async (hash) => blobs.get(hash)?.bytes,
    collectBlobs: async (savedBefore, keep) => {
      const used = needed();
      for (const [hash, { savedAt }] of blobs) if (savedAt < savedBefore && !used.has(hash) && !keep.has(hash)) blobs.delete(hash);
    },
  };
}
