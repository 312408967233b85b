import { expose, transfer } from 'comlink';
import { usualAugment } from '../data/augment/augment.ts';
import { factsOf } from '../data/balance.ts';
import { openRequested } from '../data/open/open-requested.ts';
import type { TrainWorkerApi } from '../jobs/train-job.ts';
import { openBackend } from '../train/backends/open-backend.ts';
import { PAGE_ASSETS } from '../train/backends/page-assets.ts';
import { trainAndDeploy } from '../train/run/train-and-deploy.ts';

/** Between two reports of steps, ms. */
const REPORT_MS = 100;

let finishing = false;

const api: TrainWorkerApi = {
  train: async ({ design, weights, data, recipe }, onReport) => {
    finishing = false;
    const isDue = every(REPORT_MS);
    const dataset = await openRequested(data, (done, all) => {
      if (isDue()) onReport({ kind: 'opening', done, all });
    });
    if (!dataset.ok) return dataset;
    onReport({ kind: 'data', facts: factsOf(dataset.value) });
    const backend = await openBackend('wasm', PAGE_ASSETS);
    if (!backend.ok) return backend;
    const { splits, sampleShape, classes } = dataset.value;
    const done = await trainAndDeploy({
      design,
      weights,
      samples: { ...splits, sampleShape, classes: classes.length },
      recipe,
      ...(recipe.augment ? { augment: usualAugment(dataset.value, recipe.seed) } : {}),
      now: () => performance.now(),
      onStep: (step) => {
        if (isDue()) onReport({ kind: 'step', step });
      },
      onEpoch: (epoch) => onReport({ kind: 'epoch', epoch }),
      isStopped: () => finishing,
    });
    return done.ok ? transfer(done, [done.value.file.buffer]) : done;
  },
  finish: () => {
    finishing = true;
  },
};

/** True at most once in so many milliseconds. */
function every(ms: number): () => boolean {
  let last = -Infinity;
  return () => {
    const now = performance.now();
    if (now - last < ms) return false;
    last = now;
    return true;
  };
}

expose(api);
