/** Contract of the job that looks for the operator order of least memory. */
import * as v from 'valibot';
import type { BestOrderFacts } from '../core/cost/best-order-facts.ts';
import type { Design } from '../core/document/design.ts';
import { createLatestJob, type LatestJob } from './latest-job.ts';
import { jobWorker } from './worker-link.ts';

export type OrderJob = LatestJob<Design, BestOrderFacts>;

/** The search is bounded to well under a second for a network of hundreds of operators. */
const LIMIT_MS = 20_000;

const ANSWER: v.GenericSchema<unknown, BestOrderFacts> = v.object({
  order: v.array(v.number()),
  fileActivations: v.number(),
  activations: v.number(),
  lowerBound: v.number(),
  orderExact: v.boolean(),
  placementExact: v.boolean(),
});

/** `start` makes the worker of src/workers/order.worker.ts. */
export function createOrderJob(start: () => Worker): OrderJob {
  return createLatestJob(() => jobWorker<Design, BestOrderFacts>(start(), (answer) => v.parse(ANSWER, answer)), LIMIT_MS);
}
