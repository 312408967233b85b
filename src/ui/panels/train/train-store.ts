/** The training run of the page: how it is set up, how far it is, and what came of it. One at a time; it goes on while other panels show. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ok, type Problem, type Result } from '../../../core/base/result.ts';
import type { DatasetFacts } from '../../../core/dataset/facts.ts';
import type { Design } from '../../../core/document/design.ts';
import type { Shape } from '../../../core/graph/tensor.ts';
import type { Delivered, EpochReport } from '../../../core/training/progress.ts';
import type { Recipe } from '../../../core/training/recipe.ts';
import { createTrainJob, type TrainDevice, type TrainJob, type TrainQuestion, type TrainReport } from '../../../jobs/train-job.ts';
import type { Stores } from '../../../state/stores.ts';
import { createIdbUnfinishedRuns, type UnfinishedRun, type UnfinishedRuns } from '../../../state/unfinished-run.ts';
import { perWorkspace, useWorkspace } from '../../app/workspace.ts';
import { readTeacher } from './teacher.ts';
import { deviceWords } from './history/device-words.ts';
import { keptRunOf } from './history/kept-run-of.ts';
import { runHistoryOf } from './history/run-history.ts';
import { dataRequestOf, DEFAULT_SETTINGS, recipeOf, type DataChoice, type TrainSettings } from './train-settings.ts';

/** A report that the progress of a run is told by. */
export type ShownReport = Exclude<TrainReport, { readonly kind: 'device' | 'snapshot' }>;

/** A run that is on or over. */
export interface TrainRun {
  /** The open document when it started, and the design as it was. */
  readonly started: symbol;
  readonly document: string;
  readonly design: Design;
  readonly data: string;
  readonly recipe: Recipe;
  readonly epochs: readonly EpochReport[];
  /** Known once the data is read. */
  readonly facts: DatasetFacts | undefined;
  /** What computes it, once that is known. */
  readonly device: Exclude<TrainDevice, 'fastest'> | undefined;
  /** What has happened on the way that the user should know. */
  readonly notes: readonly string[];
}

export interface TrainState {
  readonly settings: TrainSettings;
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  readonly run: TrainRun | undefined;
  /** The newest report of the run that is on. */
  readonly report: ShownReport | undefined;
  readonly paused: boolean;
  /** It was asked to end with what it has. */
  readonly finishing: boolean;
  readonly delivered: Delivered | undefined;
  readonly problem: Problem | undefined;
  /** A run of the open document that the page was closed on. */
  readonly unfinished: UnfinishedRun | undefined;
  readonly set: (settings: Partial<TrainSettings>) => void;
  /** `input` is the shape of the network's input. */
  readonly start: (data: DataChoice, name: string, input: Shape) => Promise<void>;
  /** Holds the run where it is; it can go on after the page was closed, too. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends the float epochs, and then the quantisation-aware ones, with the best so far. */
  readonly finish: () => void;
  readonly cancel: () => void;
  /** Looks for a run of the open document, `id`, that the page was closed on. */
  readonly look: (id: string) => Promise<void>;
  readonly goOn: () => Promise<void>;
  readonly discard: () => void;
}

const FRESH = {
  report: undefined,
  paused: false,
  finishing: false,
  delivered: undefined,
  problem: undefined,
  unfinished: undefined,
} as const;

/** Between a run and what is kept of it. */
interface Parts {
  readonly stores: Stores;
  readonly job: TrainJob;
  readonly unfinished: UnfinishedRuns;
  /** Keeps a run that is over. */
  readonly keep: (run: TrainRun, done: Result<Delivered>, early: boolean) => void;
}

function createTrainStore(parts: Parts): StoreApi<TrainState> {
  const { design: designs } = parts.stores;
  return createStore<TrainState>()((set, get) => {
    const begin = async (question: TrainQuestion, data: string): Promise<void> => {
      const { id: document } = designs.getState();
      const { design, recipe, from } = question;
      const epochs = from?.epochs ?? [];
      const run: TrainRun = {
        started: Symbol('run'),
        document,
        design,
        data,
        recipe,
        epochs,
        facts: undefined,
        device: undefined,
        notes: [],
      };
      set({ ...FRESH, status: 'running', run });
      await keepGoing(parts, { document, data, question, snapshot: from });
      const done = await parts.job.train(question, (report) => note(parts, report, run, get, set));
      const { run: ended, finishing } = get();
      if (ended?.started !== run.started) return;
      parts.keep(ended, done, finishing);
      void parts.unfinished.end(document).catch(() => {});
      tell(parts.stores, run, done);
      set(done.ok ? { status: 'done', delivered: done.value } : { status: 'failed', problem: done.error });
    };
    return {
      ...FRESH,
      settings: DEFAULT_SETTINGS,
      status: 'idle',
      run: undefined,
      set: (change) => set({ settings: { ...get().settings, ...change } }),
      start: async (data, name, input) => {
        if (get().status === 'running') return;
        const question = await questionOf(parts.stores, get().settings, data, input);
        if (question.ok) await begin(question.value, name);
        else set({ status: 'failed', problem: question.error });
      },
      pause: () => {
        set({ paused: true });
        parts.job.pause();
      },
      resume: () => {
        set({ paused: false });
        parts.job.resume();
      },
      finish: () => {
        set({ finishing: true, paused: false });
        parts.job.finish();
      },
      cancel: () => {
        const { run } = get();
        set({ ...FRESH, status: 'idle', run: undefined });
        parts.job.stop();
        if (run !== undefined) void parts.unfinished.end(run.document).catch(() => {});
      },
      look: async (id) => {
        const found = await parts.unfinished.of(id).catch(() => undefined);
        if (designs.getState().id === id && get().status !== 'running') set({ unfinished: found });
      },
      goOn: async () => {
        const { unfinished } = get();
        if (unfinished !== undefined) await begin({ ...unfinished.question, from: unfinished.snapshot }, unfinished.data);
      },
      discard: () => {
        const { unfinished } = get();
        set({ unfinished: undefined });
        if (unfinished !== undefined) void parts.unfinished.end(unfinished.document).catch(() => {});
      },
    };
  });
}

/** Fails with what is wrong with a setting or with the teacher. */
async function questionOf(stores: Stores, settings: TrainSettings, data: DataChoice, input: Shape): Promise<Result<TrainQuestion>> {
  const recipe = recipeOf(settings);
  if (!recipe.ok) return recipe;
  const teacher = settings.teacher === undefined ? ok(undefined) : await readTeacher(stores.library, settings.teacher);
  if (!teacher.ok) return teacher;
  const { learned, unfit } = stores.weights.getState();
  return ok({
    design: stores.design.getState().design,
    weights: unfit.length === 0 ? learned?.weights : undefined,
    data: dataRequestOf(data, input, settings.seed, document.baseURI),
    recipe: recipe.value,
    teacher: teacher.value,
    device: settings.device,
    from: undefined,
  });
}

/** Keeps what is needed to go on after a reload; a browser that keeps nothing trains all the same. */
async function keepGoing({ unfinished, stores }: Parts, run: UnfinishedRun): Promise<void> {
  try {
    stores.library.getState().keepOpen();
    await unfinished.begin(run);
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.name})` : '';
    stores.view.getState().say(`This browser keeps nothing of the run${reason}: it ends when the page is closed.`, 'warning');
  }
}

type Get = () => TrainState;
type Set = (change: Partial<TrainState>) => void;

/** Takes a report of the run that is on into the state. */
function note({ unfinished }: Parts, report: TrainReport, { started, document }: TrainRun, get: Get, set: Set): void {
  const { run } = get();
  if (run?.started !== started) return;
  switch (report.kind) {
    case 'snapshot':
      return void unfinished.note(document, report.snapshot).catch(() => {});
    case 'device':
      return set({ run: { ...run, device: report.device } });
    case 'data':
      return set({ report, run: { ...run, facts: report.facts } });
    case 'epoch':
      return set({ report, run: { ...run, epochs: [...run.epochs, report.epoch] } });
    case 'moved':
      return set({ report, run: { ...run, epochs: report.epochs, notes: [...run.notes, movedText(report)] } });
    case 'opening':
    case 'step':
      return set({ report });
  }
}

function movedText({ reason, to, epochs }: Extract<TrainReport, { readonly kind: 'moved' }>): string {
  const place = epochs.length === 0 ? 'from the start' : `after epoch ${epochs.length}`;
  return `${reason.replace(/\.$/, '')}: it goes on ${place}, on ${DEVICE_NAMES[to]}.`;
}

export const DEVICE_NAMES: Readonly<Record<TrainDevice, string>> = {
  fastest: 'the fastest',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

/** Says how it ended where the panel does not show it. */
function tell({ view }: Stores, { design }: TrainRun, done: Result<Delivered>): void {
  const { dockOpen, dockTab, say } = view.getState();
  if (dockOpen && dockTab === 'train') return;
  say(done.ok ? `${design.name} is trained.` : `Training ${design.name}: ${done.error.message}`, done.ok ? 'info' : 'error');
}

const trainStoreOf = perWorkspace((workspace) =>
  createTrainStore({
    stores: workspace.stores,
    job: createTrainJob(workspace.workers.train),
    unfinished: createIdbUnfinishedRuns(),
    keep: (run, done, early) => {
      const device = [run.device && DEVICE_NAMES[run.device], deviceWords(navigator)].filter(Boolean).join(', ');
      const kept = keptRunOf(run, done, { early, id: crypto.randomUUID(), endedAt: Date.now(), device });
      void runHistoryOf(workspace)
        .getState()
        .keep(kept, done.ok ? done.value : undefined);
    },
  }),
);

export function useTraining(): TrainState {
  return useStore(trainStoreOf(useWorkspace()));
}
