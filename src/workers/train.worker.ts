import { expose, transfer } from 'comlink';
import { usualAugment } from '../data/augment/augment.ts';
import { factsOf } from '../data/balance.ts';
import { openRequested } from '../data/open/open-requested.ts';
import type { TrainQuestion, TrainWorkerApi } from '../jobs/train-job.ts';
import { BACKENDS, type Backend } from '../train/backends/backend.ts';
import { fastestBackend } from '../train/backends/fastest-backend.ts';
import { openBackend } from '../train/backends/open-backend.ts';
import { PAGE_ASSETS } from '../train/backends/page-assets.ts';
import { trainAndDeploy } from '../train/run/train-and-deploy.ts';
import { timeStep } from '../train/run/time-step.ts';
import { gradientHelpers } from './gradient-helpers.ts';

/** Between two reports of steps, and between two snapshots, ms. */
const REPORT_MS = 100;
const SNAPSHOT_MS = 5000;
/** What each backend is timed for where the fastest is looked for. */
const TIMED_SECONDS = 0.3;

let finishing = false;
let pause: PromiseWithResolvers<void> | undefined;

const api: TrainWorkerApi = {
  train: async (question, onReport) => {
    finishing = false;
    const isDue = every(REPORT_MS);
    const wantsSnapshot = every(SNAPSHOT_MS);
    const dataset = await openRequested(question.data, (done, all) => {
      if (isDue()) onReport({ kind: 'opening', done, all });
    });
    if (!dataset.ok) return dataset;
    onReport({ kind: 'data', facts: factsOf(dataset.value) });
    const backend = await backendFor(question);
    onReport({ kind: 'device', device: backend.name });
    const { splits, sampleShape, classes } = dataset.value;
    const { recipe } = question;
    const run = trainAndDeploy({
      design: question.design,
      weights: question.weights,
      samples: { ...splits, sampleShape, classes: classes.length },
      recipe,
      teacher: question.teacher,
      from: question.from,
      ...(recipe.augment ? { augment: usualAugment(dataset.value, recipe.seed) } : {}),
      now: () => performance.now(),
      onStep: (step) => {
        if (isDue()) onReport({ kind: 'step', step });
      },
      onEpoch: (epoch) => onReport({ kind: 'epoch', epoch }),
      wantsSnapshot: () => wantsSnapshot() || pause !== undefined,
      onSnapshot: (snapshot) => onReport({ kind: 'snapshot', snapshot }),
      whilePaused: () => pause?.promise,
      isStopped: () => finishing,
      helpers: gradientHelpers(),
    });
    const done = await Promise.race([run, lossOf(backend)]);
    return done.ok ? transfer(done, [done.value.file.buffer]) : done;
  },
  finish: () => {
    finishing = true;
    resume();
  },
  pause: () => {
    pause ??= Promise.withResolvers();
  },
  resume,
};

function resume(): void {
  pause?.resolve();
  pause = undefined;
}

/** Throws where none starts: the page then tries another. */
async function backendFor({ device, design, recipe }: TrainQuestion): Promise<Backend> {
  const time = async (): Promise<number> => {
    const timed = await timeStep(design.graph, { batch: recipe.batch, seconds: TIMED_SECONDS, now: () => performance.now() });
    return timed.ok ? timed.value.trainMs : Infinity;
  };
  const opened = device === 'fastest' ? await fastestBackend(BACKENDS, PAGE_ASSETS, time) : await openBackend(device, PAGE_ASSETS);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** Rejects when the device is gone. */
async function lossOf({ name, lost }: Backend): Promise<never> {
  throw new Error(`The ${name} device is gone: ${await lost}`);
}

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
