/** Times a training step on one thread and with helpers, and answers with both. */
import { trainNetwork } from '../../src/cli/bench/train-networks.ts';
import { openBackend } from '../../src/train/backends/open-backend.ts';
import { PAGE_ASSETS } from '../../src/train/backends/page-assets.ts';
import { timeThreads, type ThreadTimes } from '../../src/train/run/time-step.ts';
import { gradientHelpers } from '../../src/workers/gradient-helpers.ts';
import type { ThreadsRequest } from './time-threads.ts';

async function answer({ net, batch, threads, seconds }: ThreadsRequest): Promise<ThreadTimes | string> {
  const opened = await openBackend('wasm', PAGE_ASSETS);
  if (!opened.ok) return opened.error.message;
  const here = gradientHelpers();
  const helpers = here && { ...here, count: threads - 1 };
  const times = await timeThreads(trainNetwork(net), { batch, seconds, now: () => performance.now(), helpers });
  return times.ok ? times.value : times.error.message;
}

addEventListener('message', ({ data }: MessageEvent<ThreadsRequest>) => void answer(data).then((times) => postMessage(times)));
