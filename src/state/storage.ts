/** Where designs are kept, as a port: IndexedDB in the browser, memory when there is none and in tests. */

/** A kept design, as the list of recent ones shows it. */
export interface StoredDesign {
  readonly id: string;
  readonly name: string;
  readonly nodes: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Number of the newest revision. */
  readonly revision: number;
}

/** One saved state of a design: unknown until parsed. */
export interface Revision {
  readonly number: number;
  readonly savedAt: number;
  readonly value: unknown;
}

/** A state to be appended, and the blobs it needs. */
export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly nodes: number;
  readonly savedAt: number;
  readonly value: unknown;
  /** SHA-256 of each file it needs. */
  readonly blobs: readonly string[];
}

/** `conflict`: someone else appended since; nothing was written. */
export type Appended = { readonly kind: 'saved'; readonly revision: number } | { readonly kind: 'conflict' };

/** Every method may reject: storage can be full, blocked or gone. */
export interface Storage {
  /** Newest first. */
  list(): Promise<readonly StoredDesign[]>;
  /** Newest first; empty for an id that is not kept. */
  revisions(id: string): Promise<readonly Revision[]>;
  /** Adds a revision behind number `base` (0: the first); older ones beyond `KEPT_REVISIONS` go. */
  append(snapshot: Snapshot, base: number): Promise<Appended>;
  remove(id: string): Promise<void>;
  putBlob(hash: string, bytes: Uint8Array, savedAt: number): Promise<void>;
  blob(hash: string): Promise<Uint8Array | undefined>;
  /** Deletes blobs saved before a time that no revision needs and that are not in `keep`. */
  collectBlobs(savedBefore: number, keep: ReadonlySet<string>): Promise<void>;
}

export const KEPT_REVISIONS = 20;
