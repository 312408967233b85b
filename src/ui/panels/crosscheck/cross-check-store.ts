/** The open design's file in LiteRT.js beside our interpreter: the newest comparison, made when asked for. One a page. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../core/base/result.ts';
import type { Design } from '../../../core/document/design.ts';
import { createCrossCheckJob, type CrossCheckJob } from '../../../jobs/cross-check-job.ts';
import type { CrossCheck } from '../../../litert/cross-check.ts';
import type { DesignStore } from '../../../state/design-store.ts';
import type { WeightsStore } from '../../../state/weights-store.ts';
import { useWorkspace, type Workspace } from '../../app/workspace.ts';

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
      const { design } = designs.getState();
      set({ status: 'running', problem: undefined });
      const answer = await job.ask({ design, learned: weights.getState().learned ?? {}, runs: RUNS, seed: SEED });
      if (answer.kind === 'superseded') return;
      if (answer.kind === 'failed') return failed({ message: answer.reason });
      if (!answer.value.ok) return failed(answer.value.error);
      const { notes, ...file } = answer.value.value;
      const { compareInLiteRt } = await import('../../../litert/cross-check.ts');
      const check = await compareInLiteRt(file, new URL('litert/', document.baseURI).href, () => performance.now());
      if (!check.ok) return failed(check.error);
      set({ status: 'done', problem: undefined, checked: { design, check: check.value, notes } });
    };
    return { status: 'idle', checked: undefined, problem: undefined, start };
  });
  designs.subscribe(({ id }, before) => {
    if (id !== before.id) store.setState({ status: 'idle', checked: undefined, problem: undefined });
  });
  return store;
}

const made = new WeakMap<Workspace, StoreApi<CrossCheckState>>();

export function useCrossCheck(): CrossCheckState {
  const workspace = useWorkspace();
  const { stores, workers } = workspace;
  const store = made.get(workspace) ?? createCrossCheckStore(stores.design, stores.weights, createCrossCheckJob(workers.crossCheck));
  made.set(workspace, store);
  return useStore(store);
}
