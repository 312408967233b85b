/** Where training runs are kept, as a port: IndexedDB in the browser, memory in tests. Every method may reject. */
import type { KeptRun, RunParts } from './kept-run.ts';

export interface RunStorage {
  /** Newest first; unknown until parsed. */
  list(): Promise<readonly unknown[]>;
  /** Runs beyond `limits` go with the oldest first, their parts before themselves. */
  add(run: KeptRun, parts: RunParts | undefined, limits: RunLimits): Promise<void>;
  /** Undefined where they were too large, or had to make room. */
  parts(id: string): Promise<RunParts | undefined>;
  remove(ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

export interface RunLimits {
  readonly runs: number;
  /** Of all parts together. */
  readonly bytes: number;
}

export const bytesOfParts = ({ file, weights }: RunParts): number => file.length + weights.length;

/** Which of the parts, newest first, go when all together take at most so many bytes. */
export function partsToDrop(newestFirst: readonly { readonly id: string; readonly bytes: number }[], most: number): readonly string[] {
  let sum = 0;
  return newestFirst.flatMap(({ id, bytes }) => ((sum += bytes) > most ? [id] : []));
}
