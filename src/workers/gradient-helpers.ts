/** Threads that help the training worker, where the browser has shared memory and the machine has cores to spare. */
import type { Helpers, StartHelper } from '../train/team/team.ts';

const MOST_THREADS = 4;
const PATIENCE_MS = 20_000;

export function gradientHelpers(): Helpers | undefined {
  if (!crossOriginIsolated) return undefined;
  const threads = threadsOf(navigator.hardwareConcurrency);
  return threads < 2 ? undefined : { count: threads - 1, start, patienceMs: PATIENCE_MS };
}

/** From three cores on, one is left to the page. */
function threadsOf(cores: number): number {
  return Math.min(MOST_THREADS, cores > 2 ? Math.max(2, cores - 1) : cores);
}

const start: StartHelper = (job, onDeath) => {
  const worker = new Worker(new URL('./gradient.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', onDeath);
  worker.postMessage(job, []);
  return () => worker.terminate();
};
