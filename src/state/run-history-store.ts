/** The training runs that are over, newest first: kept in storage, and shown whether storage takes them or not. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { fail, ok, type Result } from '../core/base/result.ts';
import type { Weights } from '../core/document/weights.ts';
import { parseKeptRun, type KeptRun, type RunParts } from './kept-run.ts';
import { bytesOfParts, type RunStorage } from './run-storage.ts';

export interface RunHistoryState {
  /** Newest first. */
  readonly runs: readonly KeptRun[];
  /** Why the newest change is not in storage, ready to be shown. */
  readonly problem: string | undefined;
  /** Reads the list again: another tab may have added to it. */
  readonly read: () => Promise<void>;
  /** `delivered` is what a run that did not fail leaves behind. */
  readonly keep: (run: KeptRun, delivered: { readonly file: Uint8Array; readonly weights: Weights } | undefined) => Promise<void>;
  /** The .tflite of a run. Fails where it was too large to keep, or made room for newer ones; so do the weights. */
  readonly file: (id: string) => Promise<Result<Uint8Array>>;
  readonly weights: (id: string) => Promise<Result<Weights>>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  readonly clear: () => Promise<void>;
}

export type RunHistoryStore = StoreApi<RunHistoryState>;

const MIB = 2 ** 20;
const MOST = { runs: 200, bytes: 64 * MIB };
/** A run with larger files is kept without them. */
const MOST_BYTES_OF_A_RUN = 16 * MIB;

const GONE = fail('The files of this run are not kept any more: they were too large, or made room for newer ones.');

export function createRunHistory(storage: RunStorage): RunHistoryStore {
  /** Runs of this visit that storage did not take, and files of all of this visit that could not be stored. */
  const missed = new Map<string, KeptRun>();
  const held = new Map<string, RunParts>();
  return createStore<RunHistoryState>()((set, get) => {
    const attempt = async (action: () => Promise<void>, words: string): Promise<boolean> => {
      const problem = await refusalOf(action);
      if (problem !== undefined) set({ problem: `${words}${problem}.` });
      return problem === undefined;
    };
    const show = (run: KeptRun): void => set({ runs: [run, ...get().runs.filter(({ id }) => id !== run.id)].slice(0, MOST.runs) });
    const forget = (ids: readonly string[]): void => {
      for (const id of ids) {
        missed.delete(id);
        held.delete(id);
      }
      set({ runs: get().runs.filter(({ id }) => !ids.includes(id)) });
    };
    const partsFor = async (id: string): Promise<RunParts | undefined> => held.get(id) ?? (await storage.parts(id).catch(() => undefined));
    return {
      runs: [],
      problem: undefined,
      read: async () => {
        await attempt(async () => {
          const stored = (await storage.list()).flatMap((value) => parseKeptRun(value) ?? []);
          set({ runs: [...missed.values(), ...stored].toSorted((a, b) => b.endedAt - a.endedAt) });
        }, 'Earlier runs cannot be read in this browser');
      },
      keep: async (run, delivered) => {
        set({ problem: undefined });
        show(run);
        const parts = delivered && (await partsOf(delivered));
        const fits = parts !== undefined && bytesOfParts(parts) <= MOST_BYTES_OF_A_RUN;
        const words = 'This run cannot be kept in this browser: it stays until the page is closed';
        if (await attempt(() => storage.add(run, fits ? parts : undefined, MOST), words)) return;
        missed.set(run.id, run);
        if (parts !== undefined) held.set(run.id, parts);
      },
      file: async (id) => {
        const found = await partsFor(id);
        return found === undefined ? GONE : ok(found.file);
      },
      weights: async (id) => {
        const found = await partsFor(id);
        return found === undefined ? GONE : weightsFrom(found.weights);
      },
      remove: async (ids) => {
        set({ problem: undefined });
        forget(ids);
        await attempt(() => storage.remove(ids), 'The runs could not be deleted from this browser');
      },
      clear: async () => {
        set({ problem: undefined });
        forget(get().runs.map(({ id }) => id));
        await attempt(() => storage.clear(), 'The runs could not be deleted from this browser');
      },
    };
  });
}

/** What an action that storage refused died of, ready to stand behind a sentence; undefined where it went through. */
async function refusalOf(action: () => Promise<void>): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? ` (${error.name})` : '';
  }
}

async function partsOf({ file, weights }: { readonly file: Uint8Array; readonly weights: Weights }): Promise<RunParts> {
  const { encodeWeights } = await import('./read-learned.ts');
  return { file, weights: encodeWeights(weights) };
}

async function weightsFrom(bytes: Uint8Array): Promise<Result<Weights>> {
  const { readLearned } = await import('./read-learned.ts');
  const learned = readLearned(bytes, 'the run');
  if (!learned.ok) return learned;
  return learned.value.weights === undefined ? GONE : ok(learned.value.weights);
}
