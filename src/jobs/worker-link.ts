import { expose, wrap } from 'comlink';
import type { JobWorker } from './latest-job.ts';

/** The page's end: `check` turns what the worker sends, which is unknown, into an answer or throws. */
export function jobWorker<Input, Output>(worker: Worker, check: (answer: unknown) => Output): JobWorker<Input, Output> {
  const remote = wrap<{ run: (input: Input) => unknown }>(worker);
  return {
    run: async (input) => check(await remote.run(input as never)),
    onDeath: (listener) => onDeath(worker, listener),
    terminate: () => worker.terminate(),
  };
}

/** Calls back with the reason when the worker dies by itself. */
export function onDeath(worker: Worker, listener: (reason: string) => void): void {
  worker.addEventListener('error', (event) => listener(event.message || 'the worker could not be started'));
  worker.addEventListener('messageerror', () => listener('a message could not be read'));
}

/** The worker's end: answers each question with `run`. */
export function serveJob(run: (input: never) => unknown): void {
  expose({ run });
}
