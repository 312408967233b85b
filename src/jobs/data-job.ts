/** Contract of the job that opens data sets: what is in them, and samples to look at. */
import { proxy, wrap } from 'comlink';
import * as v from 'valibot';
import { FRONT_END_IDS } from '../core/audio/front-end.ts';
import { fail, ok, type Result } from '../core/base/result.ts';
import type { DatasetFacts, SplitName } from '../core/dataset/facts.ts';
import type { DataRequest } from '../core/dataset/request.ts';

/** The worker's end. */
export interface DataWorkerApi {
  readonly open: (request: DataRequest, onProgress: (done: number, all: number) => void) => Promise<unknown>;
  readonly samples: (split: SplitName, indices: Int32Array) => Promise<Float32Array>;
}

export interface DataJob {
  /** A newer call ends an older one, which fails. Progress is reported at most ten times a second. */
  readonly open: (request: DataRequest, onProgress: (done: number, all: number) => void) => Promise<Result<DatasetFacts>>;
  /** The samples one after the other, of the data set that was opened last. */
  readonly samples: (split: SplitName, indices: Int32Array) => Promise<Result<Float32Array>>;
  /** Ends the worker; what is open fails. */
  readonly stop: () => void;
}

const COUNTS = v.object({ train: v.number(), validation: v.number(), test: v.number() });
const FACTS: v.GenericSchema<unknown, DatasetFacts> = v.object({
  name: v.string(),
  kind: v.picklist(['image', 'audio', 'series', 'vector']),
  sampleShape: v.array(v.number()),
  classes: v.array(v.string()),
  skipped: v.array(v.object({ name: v.string(), reason: v.string() })),
  isSynthetic: v.boolean(),
  frontEnd: v.exactOptional(v.object({ id: v.picklist(FRONT_END_IDS), sampleRate: v.number() })),
  standardization: v.exactOptional(v.object({ mean: v.array(v.number()), deviation: v.array(v.number()) })),
  counts: COUNTS,
  balance: v.array(v.object({ name: v.string(), counts: COUNTS })),
});
const ANSWER = v.variant('ok', [
  v.object({ ok: v.literal(true), value: FACTS }),
  v.object({ ok: v.literal(false), error: v.object({ message: v.string() }) }),
]);

interface Running {
  readonly worker: Worker;
  readonly api: DataWorkerApi;
  /** Resolves with a reason when the worker ends without an answer. */
  readonly death: Promise<Result<never>>;
  readonly end: (reason: string) => void;
}

/** `start` makes the worker of src/workers/data.worker.ts. */
export function createDataJob(start: () => Worker): DataJob {
  let running: Running | undefined;
  const stop = (reason: string): void => {
    running?.end(reason);
    running = undefined;
  };
  return {
    open: async (request, onProgress) => {
      stop('another data set was opened');
      try {
        running = run(start());
      } catch (error) {
        return fail(textOf(error));
      }
      const { api, death } = running;
      return Promise.race([death, answer(api.open(request, proxy(onProgress)), (value) => v.parse(ANSWER, value))]);
    },
    samples: (split, indices) => {
      if (running === undefined) return Promise.resolve(fail('no data set is open'));
      const { api, death } = running;
      return Promise.race([death, answer(api.samples(split, indices), (values) => ok(v.parse(v.instance(Float32Array), values)))]);
    },
    stop: () => stop('stopped'),
  };
}

function run(worker: Worker): Running {
  const { promise: death, resolve } = withResolvers<Result<never>>();
  const end = (reason: string): void => {
    worker.terminate();
    resolve(fail(reason));
  };
  worker.addEventListener('error', (event) => end(event.message || 'the worker could not be started'));
  worker.addEventListener('messageerror', () => end('a message could not be read'));
  return { worker, api: wrap<DataWorkerApi>(worker), death, end };
}

/** What `Promise.withResolvers` gives, which not every browser has. */
function withResolvers<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function answer<T>(value: Promise<unknown>, check: (value: unknown) => Result<T>): Promise<Result<T>> {
  try {
    return check(await value);
  } catch (error) {
    return fail(textOf(error));
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
