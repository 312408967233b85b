/** The open design's file in LiteRT.js beside our interpreter: the newest comparison, made when asked for. One a page. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { fail, ok, type Problem, type Result } from '../../../core/base/result.ts';
import type { Design } from '../../../core/document/design.ts';
import { createCrossCheckJob, type CrossCheckJob } from '../../../jobs/cross-check-job.ts';
import type { CrossCheck } from '../../../litert/cross-check.ts';
import type { DesignStore } from '../../../state/design-store.ts';
import type { WeightsStore } from '../../../state/weights-store.ts';
import { perWorkspace, useWorkspace } from '../../app/workspace.ts';

export interface Checked {
  /** As it was when it was checked. */
  readonly design: Design;
  readonly check: CrossCheck;
  readonly notes: readonly string[];
}

export interface CrossCheckState {
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  readonly checked: Checked | undefined;
  /** Why nothing could be compared. */
  readonly problem: Problem | undefined;
  readonly start: () => Promise<void>;
}

const RUNS = 16;
const SEED = 1;

/** What the file depends on. */
const RELEVANT = ['graph', 'quantize', 'origin', 'weights', 'order'] as const satisfies (keyof Design)[];

export function hasSameFile(a: Design, b: Design): boolean {
  return RELEVANT.every((field) => a[field] === b[field]);
}

function createCrossCheckStore(designs: DesignStore, weights: WeightsStore, job: CrossCheckJob): StoreApi<CrossCheckState> {
  const store = createStore<CrossCheckState>()((set, get) => {
    const failed = (problem: Problem): void => set({ status: 'failed', checked: undefined, problem });
    const start = async (): Promise<void> => {
      if (get().status === 'running') return;
      const { id, design } = designs.getState();
      set({ status: 'running', problem: undefined });
      const checked = await compared(design);
      if (designs.getState().id !== id || checked === undefined) return;
      if (checked.ok) set({ status: 'done', problem: undefined, checked: checked.value });
      else failed(checked.error);
    };
    /** Undefined: a newer question took its place. */
    const compared = async (design: Design): Promise<Result<Checked> | undefined> => {
      const answer = await job.ask({ design, learned: weights.getState().learned ?? {}, runs: RUNS, seed: SEED });
      if (answer.kind === 'superseded') return undefined;
      if (answer.kind === 'failed') return fail(answer.reason);
      if (!answer.value.ok) return answer.value;
      const { notes, ...file } = answer.value.value;
      try {
        const { compareInLiteRt } = await import('../../../litert/cross-check.ts');
        const check = await compareInLiteRt(file, new URL('litert/', document.baseURI).href, () => performance.now());
        return check.ok ? ok({ design, check: check.value, notes }) : check;
      } catch (error) {
        return fail(`LiteRT.js could not run: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    return { status: 'idle', checked: undefined, problem: undefined, start };
  });
  designs.subscribe(({ id }, before) => {
    if (id !== before.id) store.setState({ status: 'idle', checked: undefined, problem: undefined });
  });
  return store;
}

const crossCheckStoreOf = perWorkspace(({ stores, workers }) =>
  createCrossCheckStore(stores.design, stores.weights, createCrossCheckJob(workers.crossCheck)),
);

export function useCrossCheck(): CrossCheckState {
  return useStore(crossCheckStoreOf(useWorkspace()));
}
