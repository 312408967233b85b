/** The times of a training step on one thread and on several, in a worker of the lab's page. */
import type { TrainNetwork } from '../../src/cli/bench/train-networks.ts';
import type { ThreadTimes } from '../../src/train/run/time-step.ts';

export interface ThreadsRequest {
  readonly net: TrainNetwork;
  readonly batch: number;
  readonly threads: number;
  /** At least so long. */
  readonly seconds: number;
}

/** A worker of its own each time; a text says why there are no times. */
export async function timeThreads(request: ThreadsRequest): Promise<ThreadTimes | string> {
  const worker = new Worker(new URL('./time-threads.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<ThreadTimes | string>) => resolve(data));
      worker.addEventListener('error', ({ message }) => resolve(message || 'the worker failed'));
      worker.postMessage(request, []);
    });
  } finally {
    worker.terminate();
  }
}
