/**
 * The open design as it runs on an input: on the chip's integers and in float32 beside it. Runs again at every edit while somebody looks.
 * Made when it is first looked at.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../core/base/result.ts';
import type { RunInput } from '../core/deploy/run-pair.ts';
import type { Design } from '../core/document/design.ts';
import type { Batch } from '../core/quant/post-training/observe.ts';
import type { Method } from '../core/quant/post-training/range.ts';
import type { DeployRequest, InputFile, RunAnswer, RunJob } from '../jobs/deploy-job.ts';
import type { DesignStore } from './design-store.ts';
import type { WeightsStore } from './weights-store.ts';

/** What the network is given, and how that is called on the screen. */
export interface ChosenInput {
  readonly words: string;
  readonly source: RunInput | InputFile;
}

/** What quantisation sees values on. */
export interface Calibration {
  readonly words: string;
  /** Undefined: samples made from a seed. */
  readonly batch: Batch | undefined;
}

export interface RunState {
  readonly input: ChosenInput | undefined;
  readonly calibration: Calibration;
  readonly method: Method;
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  /** Why it failed. */
  readonly problem: Problem | undefined;
  /** The newest; of an earlier design while it runs. */
  readonly answer: RunAnswer | undefined;
  readonly setInput: (input: ChosenInput) => void;
  readonly setCalibration: (calibration: Calibration) => void;
  readonly setMethod: (method: Method) => void;
  /** Runs at every edit until the returned function is called. */
  readonly follow: () => () => void;
  /** What is deployed, for an export. */
  readonly request: () => DeployRequest;
}

export type RunStore = StoreApi<RunState>;

export const GENERATED: Calibration = { words: '8 generated samples', batch: undefined };

/** Edits that follow each other this quickly are one run, ms. */
const RUN_AFTER_MS = 150;

/** What the deployed network depends on. */
const RELEVANT = ['graph', 'quantize', 'origin', 'weights'] as const satisfies (keyof Design)[];

export function createRunStore(designs: DesignStore, weights: WeightsStore, job: RunJob): RunStore {
  let version = 0;
  let watchers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<RunState>()((set, get) => ({
    input: undefined,
    calibration: GENERATED,
    method: { kind: 'minmax' },
    status: 'idle',
    problem: undefined,
    answer: undefined,
    setInput: (input) => {
      set({ input });
      schedule(0);
    },
    setCalibration: (calibration) => {
      set({ calibration });
      changed();
    },
    setMethod: (method) => {
      set({ method });
      changed();
    },
    follow: () => {
      watchers++;
      schedule(0);
      return () => void watchers--;
    },
    request: () => ({
      design: designs.getState().design,
      learned: weights.getState().learned ?? {},
      batch: get().calibration.batch,
      method: get().method,
    }),
  }));

  const ask = async (): Promise<void> => {
    const { input, request } = store.getState();
    if (input === undefined || watchers === 0 || weights.getState().status === 'reading') return;
    const asked = version;
    store.setState({ status: 'running' });
    const answer = await job.ask({ kind: 'run', version, input: input.source, ...request() });
    if (answer.kind === 'superseded' || asked !== version) return;
    if (answer.kind === 'failed') store.setState({ status: 'failed', problem: { message: answer.reason }, answer: undefined });
    else if (answer.value.ok) store.setState({ status: 'done', problem: undefined, answer: answer.value.value });
    else store.setState({ status: 'failed', problem: answer.value.error, answer: undefined });
  };
  const schedule = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), delay);
  };
  const changed = (): void => {
    version++;
    schedule(RUN_AFTER_MS);
  };

  designs.subscribe(({ design, id }, before) => {
    if (id !== before.id)
      store.setState({ input: undefined, status: 'idle', answer: undefined, problem: undefined, calibration: GENERATED });
    if (RELEVANT.some((field) => design[field] !== before.design[field])) changed();
  });
  weights.subscribe(({ learned, status }, before) => {
    if (learned !== before.learned || status !== before.status) changed();
  });
  return store;
}
