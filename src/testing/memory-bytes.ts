import type { KeyedBytes } from '../data/store/keyed-bytes.ts';

/** Storage in memory that counts what it is asked for, and refuses what goes beyond `room` bytes. */
export function memoryBytes(room = Infinity): KeyedBytes & { readonly kept: ReadonlyMap<string, Uint8Array>; readonly gets: () => number } {
  const kept = new Map<string, Uint8Array>();
  let gets = 0;
  return {
    kept,
    gets: () => gets,
    get: async (key) => {
      gets++;
      return kept.get(key);
    },
    put: async (key, bytes) => {
      const held = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
      if (held + bytes.length > room) throw new Error('the quota is exceeded');
      kept.set(key, bytes.slice());
    },
  };
}
