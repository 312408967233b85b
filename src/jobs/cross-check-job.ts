/** Contract of the job that deploys a design and runs it here, for another runtime to be compared with. */
import * as v from 'valibot';
import type { Result } from '../core/base/result.ts';
import type { CheckFile, FloatValues } from '../core/deploy/check-file.ts';
import type { Learned } from '../core/deploy/deploy.ts';
import type { Design } from '../core/document/design.ts';
import type { Numbers } from '../core/quant/elements.ts';
import { createLatestJob, type LatestJob } from './latest-job.ts';
import { PROBLEM_ANSWER } from './problem-answer.ts';
import { jobWorker } from './worker-link.ts';

export interface CheckQuestion {
  readonly design: Design;
  readonly learned: Learned;
  /** Samples are made from a seed. */
  readonly runs: number;
  readonly seed: number;
}

export interface CheckAnswer extends CheckFile {
  /** What has to be known of the deployed file, a sentence each. */
  readonly notes: readonly string[];
}

export type CrossCheckJob = LatestJob<CheckQuestion, Result<CheckAnswer>>;

/** Calibration and the runs of a large network. */
const LIMIT_MS = 120_000;

const VALUES = v.custom<FloatValues>((value) => value instanceof Float32Array || value instanceof Int32Array);
const NUMBERS = v.custom<Numbers>((value) => ArrayBuffer.isView(value) && !(value instanceof DataView));
const CHECK = v.object({
  file: v.instance(Uint8Array),
  samples: v.array(v.array(VALUES)),
  outputs: v.array(v.optional(v.object({ name: v.string(), step: v.optional(v.number()) }))),
  ours: v.array(v.array(NUMBERS)),
  ourMs: v.number(),
  notes: v.array(v.string()),
});
const ANSWER = v.variant('ok', [v.object({ ok: v.literal(true), value: CHECK }), PROBLEM_ANSWER]);

/** `start` makes the worker of src/workers/cross-check.worker.ts. */
export function createCrossCheckJob(start: () => Worker): CrossCheckJob {
  const check = (answer: unknown): Result<CheckAnswer> => v.parse(ANSWER, answer) as Result<CheckAnswer>;
  return createLatestJob(() => jobWorker<CheckQuestion, Result<CheckAnswer>>(start(), check), LIMIT_MS);
}
