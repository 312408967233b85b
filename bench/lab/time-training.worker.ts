/** Times a training step and answers with it. */
import { trainNetwork } from '../../src/cli/bench/train-networks.ts';
import { openBackend } from '../../src/train/backends/open-backend.ts';
import { PAGE_ASSETS } from '../../src/train/backends/page-assets.ts';
import { timeStep, type StepTimes } from '../../src/train/run/time-step.ts';
import type { TimeRequest } from './time-request.ts';

const BATCH = 32;
const SETTLED_MS = 200;

async function answer({ net, backend, threads, seconds }: TimeRequest): Promise<StepTimes | string> {
  const opened = await openBackend(backend, PAGE_ASSETS);
  if (!opened.ok) return opened.error.message;
  if (opened.value.threads !== threads) return `it runs on ${opened.value.threads} threads, not on ${threads}`;
  const times = await timeStep(trainNetwork(net), { batch: BATCH, seconds, now: () => performance.now() });
  // A lost device answers at once, with nothing.
  const lost = await Promise.race([opened.value.lost, new Promise<undefined>((resolve) => setTimeout(resolve, SETTLED_MS))]);
  if (lost !== undefined) return `the device was lost: ${lost}`;
  return times.ok ? times.value : times.error.message;
}

addEventListener('message', ({ data }: MessageEvent<TimeRequest>) => void answer(data).then((time) => postMessage(time)));
