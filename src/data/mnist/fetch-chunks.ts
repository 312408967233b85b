import type { FetchChunk } from './open-mnist.ts';

/** Fetches MNIST's chunks from below `base`, the address of the page: our own origin, or what the service worker keeps of it. */
export function fetchChunksFrom(base: string): FetchChunk {
  return async (name) => {
    const response = await fetch(new URL(`mnist/${name}`, base));
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    return new Uint8Array(await response.arrayBuffer());
  };
}
