/** How long a training step, and a forward pass alone, take on the backend in use. */
import { randomNormal, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/base/random.ts';
import { type Result, ok } from '../../core/base/result.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { DEFAULT_RECIPE } from '../../core/training/recipe.ts';
import { createNetwork } from '../model/network.ts';
import type { Target } from './loss.ts';
import { openTeam, type Helpers } from '../team/team.ts';
import { createOptimizer } from './optimizer.ts';
import { trainStep } from './train-step.ts';

export interface StepTimes {
  /** Medians, ms. */
  readonly trainMs: number;
  readonly forwardMs: number;
}

export interface TimeOptions {
  readonly batch: number;
  readonly seconds: number;
  readonly now: () => number;
  readonly helpers?: Helpers | undefined;
}

const WARM_UP = 3;
const LEAST_RUNS = 5;

/** Forward, backward and Adam on random inputs: classes where the output is small, the input itself where it is as large. */
export async function timeStep(graph: Graph, { batch, seconds, now, helpers }: TimeOptions): Promise<Result<StepTimes>> {
  const created = createNetwork(graph, initialWeights(createRandom(1), graph));
  if (!created.ok) return created;
  const network = created.value;
  const { tensors, inputs } = network.graph;
  const [, ...shape] = tensors[inputs[0]!]!.shape;
  const input = randomNormal([batch, ...shape], 0, 1, 'float32', 1);
  const classes = tensors[network.logits]!.shape.at(-1)!;
  const random = createRandom(2);
  const isSelf = classes === shape.at(-1) && shape.length === 1;
  const target: Target = isSelf
    ? { kind: 'values', values: input }
    : { kind: 'classes', labels: Int32Array.from({ length: batch }, () => random.int(0, classes - 1)), smoothing: 0 };
  const optimizer = createOptimizer(DEFAULT_RECIPE.optimizer);
  const run = { mode: 'train', kernel: (kernel: Tensor) => kernel, random: () => 1 } as const;
  const team = helpers && (await openTeam(network, { weightBits: undefined, batch, helpers }));
  const train = (): void => void trainStep(network, optimizer, input, target, { run, rate: 0.001, clipNorm: 0, team });
  const forward = (): void =>
    tidy(() => {
      network.forward([input], { ...run, mode: 'train' })[network.logits]!.dataSync();
    });
  const times = { trainMs: await median(train, seconds, now), forwardMs: await median(forward, seconds / 2, now) };
  team?.close();
  optimizer.dispose();
  input.dispose();
  network.dispose();
  return ok(times);
}

async function median(work: () => void, seconds: number, now: () => number): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) work();
  const times: number[] = [];
  const end = now() + 1000 * seconds;
  while (now() < end || times.length < LEAST_RUNS) {
    const start = now();
    work();
    times.push(now() - start);
    await Promise.resolve();
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
