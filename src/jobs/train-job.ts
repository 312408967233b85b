/** Contract of the job that trains a design on a data set, and how it goes on elsewhere when what computes is lost. */
import { proxy, wrap, type Remote } from 'comlink';
import * as v from 'valibot';
import { fail, type Result } from '../core/base/result.ts';
import type { DatasetFacts } from '../core/dataset/facts.ts';
import type { DataRequest } from '../core/dataset/request.ts';
import type { Design } from '../core/document/design.ts';
import type { Weights } from '../core/document/weights.ts';
import type { Delivered, EpochReport, StepReport } from '../core/training/progress.ts';
import type { Recipe } from '../core/training/recipe.ts';
import type { Pruned } from '../core/training/remove-channels.ts';
import { parseSnapshot, type Snapshot } from '../core/training/snapshot.ts';
import { PROBLEM_ANSWER } from './problem-answer.ts';
import { onDeath } from './worker-link.ts';

/** What computes the steps. */
export const TRAIN_DEVICES = ['fastest', 'webgpu', 'wasm', 'cpu'] as const;
export type TrainDevice = (typeof TRAIN_DEVICES)[number];

export interface TrainQuestion {
  readonly design: Design;
  /** What the design has learned before; undefined starts from the recipe's seed. */
  readonly weights: Weights | undefined;
  readonly data: DataRequest;
  readonly recipe: Recipe;
  /** A network to learn from, where the recipe distils. */
  readonly teacher: Pruned | undefined;
  readonly device: TrainDevice;
  /** Where an earlier run of the same question goes on. */
  readonly from: Snapshot | undefined;
}

/** What comes while a run is on; steps at most ten times a second. */
export type TrainReport =
  | { readonly kind: 'opening'; readonly done: number; readonly all: number }
  | { readonly kind: 'data'; readonly facts: DatasetFacts }
  | { readonly kind: 'device'; readonly device: Exclude<TrainDevice, 'fastest'> }
  | { readonly kind: 'step'; readonly step: StepReport }
  | { readonly kind: 'epoch'; readonly epoch: EpochReport }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** What computed is gone; the run goes on from the newest snapshot, or from the start, on the next device. */
  | { readonly kind: 'moved'; readonly reason: string; readonly to: TrainDevice; readonly epochs: readonly EpochReport[] };

/** The worker's end. A call that is rejected says that what computes is lost; another device may do better. */
export interface TrainWorkerApi {
  readonly train: (question: TrainQuestion, onReport: (report: TrainReport) => void) => Promise<unknown>;
  /** Ends the run that is on with the best it has. */
  readonly finish: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
}

export interface TrainJob {
  /** A newer run ends an older one, which fails. */
  readonly train: (question: TrainQuestion, onReport: (report: TrainReport) => void) => Promise<Result<Delivered>>;
  readonly finish: () => void;
  /** A paused run holds its place, and has reported a snapshot. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends the worker; the run fails. */
  readonly stop: () => void;
}

const SCORE = v.object({ loss: v.number(), accuracy: v.optional(v.number()) });
const COUNTS = v.instance(Int32Array);
const HISTOGRAM = v.object({ low: v.number(), high: v.number(), counts: COUNTS });
const CONFUSION = v.pipe(
  v.object({ classes: v.number(), counts: COUNTS }),
  v.check(({ classes, counts }) => counts.length === classes ** 2, 'The confusion matrix is not square'),
);
const MISTAKE = v.object({
  index: v.number(),
  source: v.optional(v.string()),
  label: v.number(),
  named: v.number(),
  values: v.instance(Float32Array),
});
const LAYER = v.object({
  name: v.string(),
  weights: v.optional(v.object({ name: v.string(), histogram: HISTOGRAM })),
  outputs: HISTOGRAM,
  int8: v.optional(v.object({ low: v.number(), high: v.number() })),
});
const DELIVERED = v.object({
  epochs: v.number(),
  steps: v.number(),
  seconds: v.number(),
  float: SCORE,
  int8: v.object({ accuracy: v.optional(v.number()) }),
  agreement: v.optional(v.number()),
  confusion: v.optional(CONFUSION),
  mistakes: v.array(MISTAKE),
  layers: v.array(LAYER),
  bits: v.picklist([8, 4]),
  graph: v.looseObject({ nodes: v.array(v.unknown()) }),
  weights: v.object({
    nodes: v.instance(Map),
    activations: v.instance(Map),
    trained: v.exactOptional(
      v.object({ network: v.string(), weightBits: v.picklist([8, 4]), kernelScales: v.exactOptional(v.instance(Map)) }),
    ),
  }),
  file: v.instance(Uint8Array),
});
const ANSWER = v.variant('ok', [v.object({ ok: v.literal(true), value: DELIVERED }), PROBLEM_ANSWER]);

/** What a run that lost its device goes on with. */
const NEXT: Readonly<Record<TrainDevice, TrainDevice | undefined>> = { fastest: 'wasm', webgpu: 'wasm', wasm: 'cpu', cpu: undefined };

type Outcome = { readonly kind: 'answer'; readonly result: Result<Delivered> } | { readonly kind: 'lost'; readonly reason: string };

interface Running {
  readonly api: Remote<TrainWorkerApi>;
  readonly end: (reason: string) => void;
}

/** `start` makes the worker of src/workers/train.worker.ts. */
export function createTrainJob(start: () => Worker): TrainJob {
  let running: Running | undefined;
  const stop = (reason: string): void => {
    running?.end(reason);
    running = undefined;
  };
  /** One try on one device. */
  const attempt = async (question: TrainQuestion, onReport: (report: TrainReport) => void): Promise<Outcome> => {
    const worker = started(start);
    if (typeof worker === 'string') return { kind: 'answer', result: fail(worker) };
    const api = wrap<TrainWorkerApi>(worker);
    const over = new Promise<Outcome>((resolve) => {
      onDeath(worker, (reason) => resolve({ kind: 'lost', reason }));
      running = { api, end: (reason) => resolve({ kind: 'answer', result: fail(reason) }) };
    });
    const own = running;
    const onOwnReport = (report: TrainReport): void => {
      if (running === own) onReport(report);
    };
    const outcome = await Promise.race([over, answer(api.train(question, proxy(onOwnReport)))]);
    if (running === own && outcome.kind === 'answer') running = undefined;
    worker.terminate();
    return outcome;
  };
  return {
    train: async (question, onReport) => {
      stop('another run was started');
      let { device, from } = question;
      let used = device;
      const onOwnReport = (report: TrainReport): void => {
        if (report.kind === 'device') used = report.device;
        if (report.kind === 'snapshot') from = parseSnapshot(report.snapshot) ?? from;
        onReport(report);
      };
      for (;;) {
        const outcome = await attempt({ ...question, device, from }, onOwnReport);
        if (outcome.kind === 'answer') return outcome.result;
        const next = NEXT[used];
        if (next === undefined) return fail(outcome.reason);
        onReport({ kind: 'moved', reason: outcome.reason, to: next, epochs: from?.epochs ?? [] });
        device = used = next;
      }
    },
    finish: () => void running?.api.finish(),
    pause: () => void running?.api.pause(),
    resume: () => void running?.api.resume(),
    stop: () => stop('stopped'),
  };
}

/** The reason where a worker cannot be made. */
function started(start: () => Worker): Worker | string {
  try {
    return start();
  } catch (error) {
    return textOf(error);
  }
}

async function answer(value: Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: 'answer', result: v.parse(ANSWER, await value) as Result<Delivered> };
  } catch (error) {
    return { kind: 'lost', reason: textOf(error) };
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
