/** The training run of the page: how it is set up, how far it is, and what came of it. One at a time; it goes on while other panels show. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../core/base/result.ts';
import type { DatasetFacts } from '../../../core/dataset/facts.ts';
import type { Design } from '../../../core/document/design.ts';
import type { Shape } from '../../../core/graph/tensor.ts';
import type { Delivered, EpochReport } from '../../../core/training/progress.ts';
import type { Recipe } from '../../../core/training/recipe.ts';
import { createTrainJob, type TrainJob, type TrainReport } from '../../../jobs/train-job.ts';
import type { Stores } from '../../../state/stores.ts';
import { perWorkspace, useWorkspace } from '../../app/workspace.ts';
import { dataRequestOf, DEFAULT_SETTINGS, recipeOf, type DataChoice, type TrainSettings } from './train-settings.ts';

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
}

export interface TrainState {
  readonly settings: TrainSettings;
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  readonly run: TrainRun | undefined;
  /** The newest report of the run that is on. */
  readonly report: TrainReport | undefined;
  /** It was asked to end with what it has. */
  readonly finishing: boolean;
  readonly delivered: Delivered | undefined;
  readonly problem: Problem | undefined;
  readonly set: (settings: Partial<TrainSettings>) => void;
  /** `input` is the shape of the network's input. */
  readonly start: (data: DataChoice, name: string, input: Shape) => Promise<void>;
  /** Ends the float epochs, and then the quantisation-aware ones, with the best so far. */
  readonly finish: () => void;
  readonly cancel: () => void;
}

function createTrainStore({ design: designs, weights, view }: Stores, job: TrainJob): StoreApi<TrainState> {
  return createStore<TrainState>()((set, get) => {
    const onReport = (report: TrainReport): void => {
      const { run } = get();
      if (report.kind === 'epoch' && run !== undefined) set({ report, run: { ...run, epochs: [...run.epochs, report.epoch] } });
      else if (report.kind === 'data' && run !== undefined) set({ report, run: { ...run, facts: report.facts } });
      else set({ report });
    };
    const panelShows = (): boolean => view.getState().dockOpen && view.getState().dockTab === 'train';
    const start = async (data: DataChoice, name: string, input: Shape): Promise<void> => {
      if (get().status === 'running') return;
      const { settings } = get();
      const recipe = recipeOf(settings);
      if (!recipe.ok) return set({ status: 'failed', problem: recipe.error });
      const { id, design } = designs.getState();
      const { learned, unfit } = weights.getState();
      const run: TrainRun = {
        started: Symbol('run'),
        document: id,
        design,
        data: name,
        recipe: recipe.value,
        epochs: [],
        facts: undefined,
      };
      set({ status: 'running', run, report: undefined, finishing: false, delivered: undefined, problem: undefined });
      const done = await job.train(
        {
          design,
          weights: unfit.length === 0 ? learned?.weights : undefined,
          data: dataRequestOf(data, input, settings.seed, document.baseURI),
          recipe: recipe.value,
        },
        onReport,
      );
      if (get().run?.started !== run.started) return;
      if (!panelShows())
        view
          .getState()
          .say(done.ok ? `${design.name} is trained.` : `Training ${design.name}: ${done.error.message}`, done.ok ? 'info' : 'error');
      set(done.ok ? { status: 'done', delivered: done.value } : { status: 'failed', problem: done.error });
    };
    return {
      settings: DEFAULT_SETTINGS,
      status: 'idle',
      run: undefined,
      report: undefined,
      finishing: false,
      delivered: undefined,
      problem: undefined,
      set: (change) => set({ settings: { ...get().settings, ...change } }),
      start,
      finish: () => {
        set({ finishing: true });
        job.finish();
      },
      cancel: () => {
        set({ status: 'idle', run: undefined, report: undefined });
        job.stop();
      },
    };
  });
}

const trainStoreOf = perWorkspace(({ stores, workers }) => createTrainStore(stores, createTrainJob(workers.train)));

export function useTraining(): TrainState {
  return useStore(trainStoreOf(useWorkspace()));
}
