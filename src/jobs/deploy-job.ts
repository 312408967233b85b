/** Contract of the jobs that run a design and write it as a file: both deploy it, which takes too long for the page itself. */
import * as v from 'valibot';
import type { PairRun, RunInput } from '../core/deploy/run-pair.ts';
import type { SideBySide } from '../core/deploy/side-by-side.ts';
import type { Learned } from '../core/deploy/deploy.ts';
import type { Design } from '../core/document/design.ts';
import type { Result } from '../core/base/result.ts';
import type { ExportedFile } from '../core/export/export-file.ts';
import type { ExportFormat } from '../core/export/formats.ts';
import type { DeployedGraph } from '../core/graph/deployed.ts';
import type { Elements } from '../core/quant/elements.ts';
import type { Batch } from '../core/quant/post-training/observe.ts';
import type { Method } from '../core/quant/post-training/range.ts';
import { createLatestJob, type LatestJob } from './latest-job.ts';
import { PROBLEM_ANSWER } from './problem-answer.ts';
import { jobWorker } from './worker-link.ts';

/** What is deployed, and how. */
export interface DeployRequest {
  readonly design: Design;
  readonly learned: Learned;
  /** Undefined: samples made from a seed. */
  readonly batch: Batch | undefined;
  readonly method: Method;
}

/** An array in a file, read where it is run: a .npy, or the raw bytes of a .bin. */
export interface InputFile {
  readonly kind: 'file';
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface RunQuestion extends DeployRequest {
  readonly kind: 'run';
  /** The same as long as what is deployed is the same: it is then not deployed again. */
  readonly version: number;
  readonly input: RunInput | InputFile;
}

export interface ExportQuestion extends DeployRequest {
  readonly kind: 'export';
  readonly format: ExportFormat;
  readonly fixAddresses: boolean;
  readonly page: string;
}

export type DeployQuestion = RunQuestion | ExportQuestion;

/** Both networks without their constants, and what ran. */
export interface RunAnswer extends Pick<SideBySide, 'pairs' | 'fileBytes' | 'notes'> {
  readonly graph: DeployedGraph;
  readonly realGraph: DeployedGraph | undefined;
  readonly run: PairRun;
}

export type RunJob = LatestJob<RunQuestion, Result<RunAnswer>>;
export type ExportJob = LatestJob<ExportQuestion, Result<ExportedFile>>;

/** Calibration runs the float network over a whole batch. */
const LIMIT_MS = 120_000;

const GRAPH = v.custom<DeployedGraph>((value) => isGraph(value));
const ELEMENTS = v.array(v.optional(v.custom<Elements>((value) => ArrayBuffer.isView(value) && !(value instanceof DataView))));
const LAYER_ERROR = v.object({
  op: v.number(),
  tensor: v.number(),
  pair: v.number(),
  signalToNoiseDb: v.number(),
  largest: v.number(),
  largestSteps: v.optional(v.number()),
});
const RAN = v.object({
  ok: v.literal(true),
  value: v.object({
    graph: GRAPH,
    realGraph: v.optional(GRAPH),
    pairs: v.array(v.number()),
    fileBytes: v.number(),
    notes: v.array(v.string()),
    run: v.object({ ms: v.number(), tensors: ELEMENTS, realTensors: ELEMENTS, errors: v.array(LAYER_ERROR) }),
  }),
});
const EXPORTED = v.object({
  ok: v.literal(true),
  value: v.object({ bytes: v.instance(Uint8Array), notes: v.array(v.string()), files: v.array(v.string()) }),
});
const RUN_ANSWER = v.variant('ok', [RAN, PROBLEM_ANSWER]);
const EXPORT_ANSWER = v.variant('ok', [EXPORTED, PROBLEM_ANSWER]);

function isGraph(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'tensors' in value && 'ops' in value && 'inputs' in value && 'outputs' in value;
}

/** `start` makes the worker of src/workers/deploy.worker.ts. */
export function createRunJob(start: () => Worker): RunJob {
  const check = (answer: unknown): Result<RunAnswer> => v.parse(RUN_ANSWER, answer) as Result<RunAnswer>;
  return createLatestJob(() => jobWorker<RunQuestion, Result<RunAnswer>>(start(), check), LIMIT_MS);
}

/** `start` as for `createRunJob`. */
export function createExportJob(start: () => Worker): ExportJob {
  const check = (answer: unknown): Result<ExportedFile> => v.parse(EXPORT_ANSWER, answer) as Result<ExportedFile>;
  return createLatestJob(() => jobWorker<ExportQuestion, Result<ExportedFile>>(start(), check), LIMIT_MS);
}
