/** Takes training steps, and answers with their times or their losses. */
import { tensor } from '@tensorflow/tfjs-core';
import { trainNetwork } from '../../src/cli/bench/train-networks.ts';
import { createRandom } from '../../src/core/base/random.ts';
import { ok, type Result } from '../../src/core/base/result.ts';
import { initialWeights } from '../../src/core/document/initial-weights.ts';
import { DEFAULT_RECIPE } from '../../src/core/training/recipe.ts';
import type { Backend, BackendName } from '../../src/train/backends/backend.ts';
import { openBackend } from '../../src/train/backends/open-backend.ts';
import { PAGE_ASSETS } from '../../src/train/backends/page-assets.ts';
import { createNetwork } from '../../src/train/model/network.ts';
import { createOptimizer } from '../../src/train/run/optimizer.ts';
import { timeStep, timeThreads } from '../../src/train/run/time-step.ts';
import { trainStep } from '../../src/train/run/train-step.ts';
import { gradientHelpers } from '../../src/workers/gradient-helpers.ts';
import type { TrainLabAnswers, TrainLabRequest } from './train-request.ts';

const SETTLED_MS = 200;
const now = (): number => performance.now();

async function answer(request: TrainLabRequest): Promise<TrainLabAnswers[keyof TrainLabAnswers]> {
  switch (request.kind) {
    case 'step':
      return on(request.backend, () => timeStep(trainNetwork(request.net), { ...request, now }));
    case 'threads':
      return on('wasm', () => timeThreads(trainNetwork(request.net), { ...request, now, helpers: helpersOf(request.threads) }));
    case 'losses':
      return on(request.backend, () => losses(request));
  }
}

async function on<T>(name: BackendName, work: () => Promise<Result<T>>): Promise<T | string> {
  const opened = await openBackend(name, PAGE_ASSETS);
  if (!opened.ok) return opened.error.message;
  const done = await work();
  // A lost device answers at once, with nothing.
  return (await lossOf(opened.value)) ?? (done.ok ? done.value : done.error.message);
}

async function lossOf({ lost }: Backend): Promise<string | undefined> {
  const reason = await Promise.race([lost, new Promise<undefined>((resolve) => setTimeout(resolve, SETTLED_MS))]);
  return reason && `the device was lost: ${reason}`;
}

function helpersOf(threads: number): ReturnType<typeof gradientHelpers> {
  const here = gradientHelpers();
  return here && { ...here, count: threads - 1 };
}

/** Adam on batches from a seed. */
async function losses({ net, batch, steps }: Extract<TrainLabRequest, { readonly kind: 'losses' }>): Promise<Result<readonly number[]>> {
  const graph = trainNetwork(net);
  const created = createNetwork(graph, initialWeights(createRandom(1), graph));
  if (!created.ok) return created;
  const network = created.value;
  const optimizer = createOptimizer(DEFAULT_RECIPE.optimizer);
  const random = createRandom(2);
  const { shape } = network.graph.tensors[network.graph.inputs[0]!]!;
  const classes = network.graph.tensors[network.logits]!.shape.at(-1)!;
  const run = { mode: 'train', kernel: (kernel: ReturnType<typeof tensor>) => kernel, random: () => 1 } as const;
  const size = shape.slice(1).reduce((all, side) => all * side, batch);
  const found: number[] = [];
  for (let step = 0; step < steps; step++) {
    const values = Float32Array.from({ length: size }, () => random.next());
    const labels = Int32Array.from({ length: batch }, () => random.int(0, classes - 1));
    const target = { kind: 'classes', labels, smoothing: 0 } as const;
    const options = { run, rate: 0.001, clipNorm: 0 };
    found.push(await trainStep(network, optimizer, tensor(values, [batch, ...shape.slice(1)]), target, options));
  }
  return ok(found);
}

addEventListener('message', ({ data }: MessageEvent<TrainLabRequest>) => void answer(data).then((found) => postMessage(found)));
