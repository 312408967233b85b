/** Bytes kept by a key outside of memory: IndexedDB on the page, files on the command line. Holds features already computed, and samples that do not fit. */
export interface KeyedBytes {
  /** undefined where there is nothing under the key. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Rejects when there is no room. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
}
