import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Helpers } from '../../train/team/team.ts';

/** Where the bundled thread lies, seen from the bundled command line and from this file in the checkout. */
const FILES = ['gradient-thread.js', '../gradient-thread.js', '../../../dist-cli/gradient-thread.js'];
const PATIENCE_MS = 20_000;

/** Threads that help a training in Node; undefined for none. `bundled` is `gradient-thread.ts` where it is not beside the command line. */
export function nodeHelpers(threads: number, bundled?: string): Helpers | undefined {
  if (threads < 2) return undefined;
  const file = bundled ?? threadFile();
  return {
    count: threads - 1,
    patienceMs: PATIENCE_MS,
    start: (job, onDeath) => {
      const worker = new Worker(file, { workerData: job });
      worker.on('error', onDeath);
      return () => void worker.terminate();
    },
  };
}

function threadFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const file = FILES.map((path) => join(here, path)).find((path) => existsSync(path));
  if (file === undefined) throw new Error('the thread is not beside the command line; run "npm run prepare" in the checkout');
  return file;
}
