import { dispose, memory, randomNormal, setBackend, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import { createBuilder } from '../../core/graph/builder.ts';
import type { Graph } from '../../core/graph/graph.ts';
import type { OpKind } from '../../core/ops/registry.ts';
import { parseRecipe, type Rounding } from '../../core/training/recipe.ts';
import { bundleThread, type ThreadFile } from '../../testing/team-helpers.ts';
import { openCpuAndWasm, relativeDifference } from '../../testing/train-backends.ts';
import { createNetwork, type Network } from '../model/network.ts';
import type { Run } from '../model/step.ts';
import type { Samples } from '../run/batches.ts';
import { createOptimizer } from '../run/optimizer.ts';
import { createQuantization, type Quantization } from '../run/quantization.ts';
import { train } from '../run/train.ts';
import { trainStep } from '../run/train-step.ts';
import { openDesk } from './desk.ts';
import { openTeam, type Helpers, type Team } from './team.ts';

let thread: ThreadFile;

beforeAll(async () => {
  await openCpuAndWasm();
  thread = await bundleThread();
}, 60_000);

afterAll(() => thread.dispose());

const CLASSES = 3;

function smallNet(more: { readonly norm?: boolean; readonly dropout?: boolean; readonly filters?: number } = {}): Graph {
  const net = createBuilder<OpKind>();
  let value = net.add(
    'conv2d',
    { filters: more.filters ?? 8, kernelH: 5, kernelW: 5, padding: 'same' },
    net.add('input', { shape: [8, 8, 1] }),
  );
  if (more.norm === true) value = net.add('batch_norm', { momentum: 0.9 }, value);
  value = net.add('max_pool2d', {}, net.add('relu', {}, value));
  if (more.dropout === true) value = net.add('dropout', { rate: 0.5 }, value);
  net.add('softmax', {}, net.add('dense', { units: CLASSES }, net.add('flatten', {}, value)));
  return net.build();
}

interface How {
  /** Quantisation-aware. */
  readonly rounded?: boolean;
  /** Classes are weighted, and logits beside the labels are learned from. */
  readonly taught?: boolean;
}

interface Trainee {
  readonly network: Network;
  readonly quantization: Quantization;
  readonly ranges: Rounding['ranges'];
  readonly step: (size: number, seed: number, team: Team | undefined, how?: How) => Promise<number>;
}

const roundingBy = (ranges: Rounding['ranges']): Rounding => ({ weightBits: 8, ranges });

/** A network with the same weights each time, and steps on batches that their seed gives. */
function trainee(graph: Graph, ranges: Rounding['ranges'] = 'moving-average'): Trainee {
  const network = createNetwork(graph, initialWeights(createRandom(1), graph));
  if (!network.ok) throw new Error(network.error.message);
  const quantization = createQuantization(graph, network.value, roundingBy(ranges));
  if (!quantization.ok) throw new Error(quantization.error.message);
  const optimizer = createOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, weightDecay: 0.01 });
  const random = createRandom(7);
  const plain = { mode: 'train', kernel: (kernel: Tensor) => kernel, random: () => random.next() } as const;
  const step: Trainee['step'] = async (size, seed, team, { rounded = false, taught = false } = {}) => {
    const input = randomNormal([size, 8, 8, 1], 0, 1, 'float32', seed);
    const draw = createRandom(seed);
    const labels = Int32Array.from({ length: size }, () => draw.int(0, CLASSES - 1));
    const run: Omit<Run, 'values'> = rounded ? { ...plain, mode: 'folded', kernel: quantization.value.kernel } : plain;
    const options = { run, rate: 0.01, clipNorm: 1, quantization: rounded ? quantization.value : undefined, team };
    const logits = randomNormal([size, CLASSES], 0, 1, 'float32', seed + 100);
    const lesson = { classWeights: Float32Array.of(0.5, 1, 2), teacher: { logits, distillation: { temperature: 2, share: 0.5 } } };
    const target = { kind: 'classes', labels, smoothing: 0.1, lesson: taught ? lesson : undefined } as const;
    const loss = await trainStep(network.value, optimizer, input, target, options);
    dispose([input, logits]);
    return loss;
  };
  return { network: network.value, quantization: quantization.value, ranges, step };
}

/** Takes its first ranges from a batch. */
async function begin({ network, quantization }: Trainee): Promise<void> {
  const input = randomNormal([32, 8, 8, 1], 0, 1, 'float32', 9);
  const seen = quantization.seen();
  const run = { mode: 'folded', kernel: quantization.observeKernel, random: () => 1 } as const;
  tidy(() => void network.forward([input], run, quantization.observe(seen)));
  quantization.cover(await seen.settled());
  quantization.beginLearning();
  input.dispose();
}

async function teamOf({ network, ranges }: Trainee, helpers: Helpers): Promise<Team> {
  const team = await openTeam(network, { rounding: roundingBy(ranges), batch: 32, sampleShape: [8, 8, 1], helpers });
  if (team === undefined) throw new Error('the helpers do not start');
  return team;
}

function valuesOf({ network }: Trainee, chosen: (name: string) => boolean = () => true): Float32Array {
  const parameters = [...network.parameters.values()].filter(({ name }) => chosen(name));
  return Float32Array.from(parameters.flatMap(({ variable }) => [...variable.dataSync()]));
}

/** Five steps, the last on a batch that does not divide evenly. */
async function fiveSteps({ step }: Trainee, team: Team | undefined, how: How = {}): Promise<readonly number[]> {
  const losses: number[] = [];
  for (const [at, size] of [32, 32, 32, 32, 25].entries()) losses.push(await step(size, at + 1, team, how));
  return losses;
}

describe('a team', () => {
  it.each([2, 3])('of %i threads moves the parameters as one thread does', async (threads) => {
    await setBackend('wasm');
    const [alone, together] = [trainee(smallNet()), trainee(smallNet())];
    const team = await teamOf(together, thread.helpers(threads));
    const [own, shared] = [await fiveSteps(alone, undefined), await fiveSteps(together, team)];
    expect(team.threads).toBe(threads);
    team.close();
    expect(relativeDifference(shared, own)).toBeLessThan(1e-5);
    expect(relativeDifference(valuesOf(together), valuesOf(alone))).toBeLessThan(1e-5);
    // The oracle itself has moved.
    expect(relativeDifference(valuesOf(alone), valuesOf(trainee(smallNet())))).toBeGreaterThan(1e-2);
  });

  it('learns as one thread does from a teacher, with weighted classes', async () => {
    await setBackend('wasm');
    const [alone, together] = [trainee(smallNet()), trainee(smallNet())];
    const team = await teamOf(together, thread.helpers(2));
    const [own, shared] = [await fiveSteps(alone, undefined, { taught: true }), await fiveSteps(together, team, { taught: true })];
    team.close();
    expect(relativeDifference(shared, own)).toBeLessThan(1e-5);
    expect(relativeDifference(valuesOf(together), valuesOf(alone))).toBeLessThan(1e-5);
    expect(relativeDifference(own, await fiveSteps(trainee(smallNet()), undefined))).toBeGreaterThan(1e-2);
  });

  it('repeats bit for bit, dropout and batch norm included', async () => {
    await setBackend('wasm');
    const runs: Float32Array[] = [];
    for (let run = 0; run < 2; run++) {
      const one = trainee(smallNet({ norm: true, dropout: true }));
      const team = await teamOf(one, thread.helpers(2));
      await fiveSteps(one, team);
      team.close();
      runs.push(valuesOf(one));
    }
    expect(runs[1]).toEqual(runs[0]);
  });

  it('averages the running statistics of the parts by their sizes', async () => {
    await setBackend('wasm');
    const isStatistic = (name: string): boolean => name === 'mean' || name === 'variance';
    const together = trainee(smallNet({ norm: true }));
    const team = await teamOf(together, thread.helpers(2));
    await together.step(25, 1, team);
    team.close();
    const parts = [12, 13].map((count, part) => {
      const one = trainee(smallNet({ norm: true }));
      const input = slice(randomNormal([25, 8, 8, 1], 0, 1, 'float32', 1), [12 * part, 0, 0, 0], [count, 8, 8, 1]);
      one.network.forward([input], { mode: 'train', kernel: (kernel) => kernel, random: () => 1 });
      return valuesOf(one, isStatistic);
    });
    const expected = parts[0]!.map((value, i) => (12 * value + 13 * parts[1]![i]!) / 25);
    expect(relativeDifference(valuesOf(together, isStatistic), expected)).toBeLessThan(1e-6);
    expect(relativeDifference(parts[0]!, parts[1]!)).toBeGreaterThan(1e-3);
  });

  it.each(['moving-average', 'learned'] as const)('learns the ranges of a quantised network as one thread does: %s', async (ranges) => {
    await setBackend('wasm');
    const [alone, together] = [trainee(smallNet({ norm: true }), ranges), trainee(smallNet({ norm: true }), ranges)];
    for (const each of [alone, together]) await begin(each);
    const team = await teamOf(together, thread.helpers(2));
    await fiveSteps(alone, undefined, { rounded: true });
    await fiveSteps(together, team, { rounded: true });
    team.close();
    const rangesOf = ({ quantization }: Trainee): readonly number[] =>
      [...quantization.save()].toSorted(([a], [b]) => a - b).flatMap(([, { low, high }]) => [low, high]);
    expect(rangesOf(alone).length).toBeGreaterThan(4);
    expect(relativeDifference(rangesOf(together), rangesOf(alone))).toBeLessThan(1e-3);
    expect(relativeDifference(valuesOf(together), valuesOf(alone))).toBeLessThan(1e-3);
  });

  it('goes on with one thread, from where it was, when a helper errs or no longer answers', async () => {
    await setBackend('wasm');
    const { start } = thread.helpers(2);
    // It finds fewer samples on its desk than it is asked for.
    const wrong: Helpers = {
      count: 1,
      patienceMs: 20_000,
      start: (job, onDeath) => start({ ...job, sizes: { ...job.sizes, samples: 1 } }, onDeath),
    };
    const mute: Helpers = {
      count: 1,
      patienceMs: 50,
      start: ({ desk, sizes }) => {
        openDesk(sizes, desk).turn('free');
        return () => {};
      },
    };
    for (const helpers of [wrong, mute]) {
      const [alone, together] = [trainee(smallNet({ norm: true })), trainee(smallNet({ norm: true }))];
      const team = await teamOf(together, helpers);
      expect(await fiveSteps(together, team)).toEqual(await fiveSteps(alone, undefined));
      expect(team.threads).toBe(1);
      expect(valuesOf(together)).toEqual(valuesOf(alone));
    }
  });

  it('does not form where a helper does not start, where the batch is small, or on another backend', async () => {
    await setBackend('wasm');
    const { network } = trainee(smallNet());
    const request = { rounding: roundingBy('moving-average'), batch: 32, sampleShape: [8, 8, 1] } as const;
    const dead: Helpers = {
      count: 1,
      patienceMs: 20_000,
      start: (_, onDeath) => {
        onDeath();
        return () => {};
      },
    };
    const unused: Helpers = {
      ...dead,
      start: () => {
        throw new Error('nobody is to be started');
      },
    };
    expect(await openTeam(network, { ...request, helpers: dead })).toBeUndefined();
    expect(await openTeam(network, { ...request, batch: 15, helpers: unused })).toBeUndefined();
    await setBackend('cpu');
    expect(await openTeam(network, { ...request, helpers: unused })).toBeUndefined();
  });
});

describe('a whole run on two threads', () => {
  const samplesOf = (count: number, seed: number): Samples => {
    const random = createRandom(seed);
    const labels = Int32Array.from({ length: count }, () => random.int(0, CLASSES - 1));
    const values = Float32Array.from({ length: 64 * count }, (_, i) => random.next() + labels[i >> 6]! / 2);
    const read: Samples['read'] = (indices, into) =>
      indices.forEach((index, at) => into.set(values.subarray(64 * index, 64 * (index + 1)), 64 * at));
    return { count, labels, read };
  };

  async function run(helpers: Helpers | undefined): Promise<{ readonly weights: unknown; readonly threads: ReadonlySet<number> }> {
    const recipe = parseRecipe({
      epochs: 10,
      batch: 32,
      learningRate: 0.01,
      pruning: { what: 'channels', share: 0.25 },
      quantization: { epochs: 1 },
    });
    if (!recipe.ok) throw new Error(recipe.error.message);
    const graph = smallNet({ norm: true, dropout: true, filters: 64 });
    const threads = new Set<number>();
    const done = await train({
      graph,
      weights: initialWeights(createRandom(1), graph),
      samples: { train: samplesOf(150, 1), validation: samplesOf(60, 2), test: samplesOf(60, 3), sampleShape: [8, 8, 1], classes: CLASSES },
      recipe: recipe.value,
      now: () => 0,
      onStep: (step) => threads.add(step.threads),
      helpers,
    });
    if (!done.ok) throw new Error(done.error.message);
    expect(done.value.float.accuracy).toBeGreaterThan(0.8);
    return { weights: done.value.weights, threads };
  }

  it('prunes, rounds and repeats, and leaves no tensor behind', async () => {
    await setBackend('wasm');
    const once = await run(thread.helpers(2));
    const { numTensors } = memory();
    const again = await run(thread.helpers(2));
    expect(memory().numTensors).toBe(numTensors);
    expect([...once.threads]).toEqual([2]);
    expect(again.weights).toEqual(once.weights);
    expect([...(await run(undefined)).threads]).toEqual([1]);
  });
});
