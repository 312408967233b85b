/** How long a training step, and a forward pass alone, take on the backend in use. */
import { randomNormal, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/base/random.ts';
import { type Result, ok } from '../../core/base/result.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { DEFAULT_RECIPE } from '../../core/training/recipe.ts';
import { createNetwork, type Network } from '../model/network.ts';
import { isWorthDividing } from '../team/is-worth-dividing.ts';
import { openTeam, type Helpers, type Team } from '../team/team.ts';
import type { Target } from './loss.ts';
import { createOptimizer } from './optimizer.ts';
import { trainStep } from './train-step.ts';

export interface StepTimes {
  /** Medians, ms. */
  readonly trainMs: number;
  readonly forwardMs: number;
  /** That shared the batch. */
  readonly threads: number;
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
  const step = await openStep(graph, batch, helpers);
  if (!step.ok) return step;
  const { alone, together, forward, team, dispose } = step.value;
  const trainMs = await median(team === undefined ? alone : together, seconds, now);
  const times = { trainMs, forwardMs: await median(forward, seconds / 2, now), threads: team?.threads ?? 1 };
  dispose();
  return ok(times);
}

export interface ThreadTimes {
  /** The shortest step of many, ms: what the machine does when nothing else runs on it. */
  readonly aloneMs: number;
  readonly togetherMs: number;
  readonly threads: number;
}

/** Steps on one thread and steps with the helpers, a few at a time in turn, so that what else the machine does touches both. */
export async function timeThreads(graph: Graph, { batch, seconds, now, helpers }: TimeOptions): Promise<Result<ThreadTimes>> {
  const step = await openStep(graph, batch, helpers);
  if (!step.ok) return step;
  const { alone, together, team, dispose } = step.value;
  const [ones, all]: [number[], number[]] = [[], []];
  const end = now() + 1000 * seconds;
  while (now() < end || all.length < LEAST_RUNS) {
    ones.push(...(await timesOf(alone, now)));
    all.push(...(await timesOf(together, now)));
  }
  const times = { aloneMs: Math.min(...ones), togetherMs: Math.min(...all), threads: team?.threads ?? 1 };
  dispose();
  return ok(times);
}

interface OpenStep {
  readonly alone: () => Promise<unknown>;
  readonly together: () => Promise<unknown>;
  readonly forward: () => Promise<unknown>;
  readonly team: Team | undefined;
  readonly dispose: () => void;
}

async function openStep(graph: Graph, batch: number, helpers: Helpers | undefined): Promise<Result<OpenStep>> {
  const created = createNetwork(graph, initialWeights(createRandom(1), graph));
  if (!created.ok) return created;
  const network = created.value;
  const { input, target } = randomBatch(network, batch);
  const together = { rounding: undefined, batch, sampleShape: input.shape.slice(1) };
  const team = helpers && isWorthDividing(network, batch) ? await openTeam(network, { ...together, helpers }) : undefined;
  const optimizer = createOptimizer(DEFAULT_RECIPE.optimizer);
  const run = { mode: 'train', kernel: (kernel: Tensor) => kernel, random: () => 1 } as const;
  const train = (by: Team | undefined) => (): Promise<number> =>
    trainStep(network, optimizer, input, target, { run, rate: 0.001, clipNorm: 0, team: by });
  return ok({
    alone: train(undefined),
    together: train(team),
    forward: async () => {
      const output = tidy(() => network.forward([input], run)[network.logits]!.clone());
      await output.data();
      output.dispose();
    },
    team,
    dispose: () => {
      team?.close();
      optimizer.dispose();
      input.dispose();
      network.dispose();
    },
  });
}

function randomBatch({ graph: { tensors, inputs }, logits }: Network, batch: number): { readonly input: Tensor; readonly target: Target } {
  const [, ...shape] = tensors[inputs[0]!]!.shape;
  const input = randomNormal([batch, ...shape], 0, 1, 'float32', 1);
  const classes = tensors[logits]!.shape.at(-1)!;
  if (classes === shape.at(-1) && shape.length === 1) return { input, target: { kind: 'values', values: input } };
  const random = createRandom(2);
  return {
    input,
    target: { kind: 'classes', labels: Int32Array.from({ length: batch }, () => random.int(0, classes - 1)), smoothing: 0 },
  };
}

async function median(work: () => Promise<unknown>, seconds: number, now: () => number): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await work();
  const times: number[] = [];
  const end = now() + 1000 * seconds;
  while (now() < end || times.length < LEAST_RUNS) {
    times.push(await timeOf(work, now));
  }
  return middle(times);
}

/** Of a few steps in a row; the first ones, which find others' data in the caches, are not counted. */
async function timesOf(work: () => Promise<unknown>, now: () => number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + LEAST_RUNS; run++) {
    times.push(await timeOf(work, now));
  }
  return times.slice(WARM_UP);
}

async function timeOf(work: () => Promise<unknown>, now: () => number): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
