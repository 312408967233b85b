/** Contract of the job that trains a design on a data set. */
import { proxy, wrap } from 'comlink';
import * as v from 'valibot';
import { fail, type Result } from '../core/base/result.ts';
import type { DatasetFacts } from '../core/dataset/facts.ts';
import type { DataRequest } from '../core/dataset/request.ts';
import type { Design } from '../core/document/design.ts';
import type { Weights } from '../core/document/weights.ts';
import type { Delivered, EpochReport, StepReport } from '../core/training/progress.ts';
import type { Recipe } from '../core/training/recipe.ts';
import { onDeath } from './worker-link.ts';

export interface TrainQuestion {
  readonly design: Design;
  /** What the design has learned before; undefined starts from the recipe's seed. */
  readonly weights: Weights | undefined;
  readonly data: DataRequest;
  readonly recipe: Recipe;
}

/** What comes while a run is on; steps at most ten times a second. */
export type TrainReport =
  | { readonly kind: 'opening'; readonly done: number; readonly all: number }
  | { readonly kind: 'data'; readonly facts: DatasetFacts }
  | { readonly kind: 'step'; readonly step: StepReport }
  | { readonly kind: 'epoch'; readonly epoch: EpochReport };

/** The worker's end. */
export interface TrainWorkerApi {
  readonly train: (question: TrainQuestion, onReport: (report: TrainReport) => void) => Promise<unknown>;
  /** Ends the run that is on with the best it has. */
  readonly finish: () => void;
}

export interface TrainJob {
  /** A newer run ends an older one, which fails. */
  readonly train: (question: TrainQuestion, onReport: (report: TrainReport) => void) => Promise<Result<Delivered>>;
  readonly finish: () => void;
  /** Ends the worker; the run fails. */
  readonly stop: () => void;
}

const PROBLEM = v.object({ message: v.string(), where: v.exactOptional(v.string()) });
const SCORE = v.object({ loss: v.number(), accuracy: v.optional(v.number()) });
const DELIVERED = v.object({
  epochs: v.number(),
  steps: v.number(),
  seconds: v.number(),
  float: SCORE,
  int8: v.object({ accuracy: v.number() }),
  bits: v.picklist([8, 4]),
  weights: v.object({ nodes: v.instance(Map), activations: v.instance(Map) }),
  file: v.instance(Uint8Array),
});
const ANSWER = v.variant('ok', [v.object({ ok: v.literal(true), value: DELIVERED }), v.object({ ok: v.literal(false), error: PROBLEM })]);

interface Running {
  readonly worker: Worker;
  readonly finish: () => void;
  readonly end: (reason: string) => void;
}

/** `start` makes the worker of src/workers/train.worker.ts. */
export function createTrainJob(start: () => Worker): TrainJob {
  let running: Running | undefined;
  const stop = (reason: string): void => {
    running?.end(reason);
    running = undefined;
  };
  return {
    train: async (question, onReport) => {
      stop('another run was started');
      let worker: Worker;
      try {
        worker = start();
      } catch (error) {
        return fail(textOf(error));
      }
      const api = wrap<TrainWorkerApi>(worker);
      const death = new Promise<Result<never>>((resolve) => {
        const end = (reason: string): void => resolve(fail(reason));
        onDeath(worker, end);
        running = { worker, finish: () => void api.finish(), end };
      });
      const onOwnReport = (report: TrainReport): void => {
        if (running?.worker === worker) onReport(report);
      };
      const result = await Promise.race([death, answer(api.train(question, proxy(onOwnReport)))]);
      if (running?.worker === worker) running = undefined;
      worker.terminate();
      return result;
    },
    finish: () => running?.finish(),
    stop: () => stop('stopped'),
  };
}

async function answer(value: Promise<unknown>): Promise<Result<Delivered>> {
  try {
    return v.parse(ANSWER, await value) as Result<Delivered>;
  } catch (error) {
    return fail(textOf(error));
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
