import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import type { StepReport } from '../../core/training/progress.ts';
import { parseRecipe, type RecipeInput } from '../../core/training/recipe.ts';
import { parseSnapshot, type Snapshot } from '../../core/training/snapshot.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { bars, BARS, barsNetwork } from '../../testing/bars.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import type { Samples } from './batches.ts';
import { namedClasses } from './named-classes.ts';
import { runOnChip } from './on-chip.ts';
import { train, type Trained } from './train.ts';
import type { TrainRequest } from './train-request.ts';

beforeAll(openCpuAndWasm);

/** The samples that `isKept`. */
function only({ labels, read }: Samples, isKept: (label: number, at: number) => boolean): Samples {
  const kept = Int32Array.from([...labels.keys()].filter((at) => isKept(labels[at]!, at)));
  return {
    count: kept.length,
    labels: kept.map((at) => labels[at]!),
    read: (indices, into) =>
      read(
        indices.map((index) => kept[index]!),
        into,
      ),
  };
}

function requestOf(input: RecipeInput, more: Partial<TrainRequest> = {}): TrainRequest {
  const recipe = parseRecipe(input);
  if (!recipe.ok) throw new Error(recipe.error.message);
  const graph = barsNetwork();
  return {
    graph,
    weights: initialWeights(createRandom(1), graph),
    samples: BARS,
    recipe: recipe.value,
    now: () => performance.now(),
    ...more,
  };
}

async function trained(request: TrainRequest): Promise<Trained> {
  const done = await train(request);
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

const RECIPE: RecipeInput = { epochs: 6, batch: 32, learningRate: 0.01, quantization: { epochs: 2, learningRate: 0.001 } };

describe('a training run', () => {
  it('learns, and its int8 network is as good on the chip as its float one', async () => {
    await tf.setBackend('wasm');
    const request = requestOf(RECIPE);
    const { weights, learned, float, epochs } = await trained(request);
    const model = quantizeToRanges(request.graph, weights, learned!, { io: 'int8' });
    if (!model.ok) throw new Error(model.error.message);
    const chip = await runOnChip(model.value, BARS.test, createWasmKernels());
    expect(epochs.map(({ phase }) => phase)).toEqual([...Array(6).fill('float'), 'quantized', 'quantized']);
    expect(float.accuracy).toBeGreaterThan(0.95);
    expect(chip.ok && chip.value.accuracy).toBeGreaterThan(float.accuracy! - 0.02);
  });

  it('lets what it trained be looked at while it is held: its classes are those that were validated', async () => {
    await tf.setBackend('wasm');
    let named: Int32Array = new Int32Array();
    const { epochs } = await trained(
      requestOf(
        { ...RECIPE, epochs: 1 },
        {
          onTrained: async (held) => {
            named = await namedClasses(held, BARS.validation);
          },
        },
      ),
    );
    const right = named.filter((name, i) => name === BARS.validation.labels[i]).length;
    const validated = epochs.filter(({ phase }) => phase === 'quantized').map(({ validation }) => validation.accuracy);
    expect(named).toHaveLength(120);
    expect(right / 120).toBe(Math.max(...validated.map((accuracy) => accuracy!)));
  });

  it('repeats bit for bit on WebAssembly', async () => {
    await tf.setBackend('wasm');
    const [once, again] = [await trained(requestOf({ ...RECIPE, epochs: 1 })), await trained(requestOf({ ...RECIPE, epochs: 1 }))];
    expect(again.weights).toEqual(once.weights);
    expect(again.learned).toEqual(once.learned);
  });

  it('loses the same on the cpu backend', async () => {
    const losses: number[][] = [];
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend);
      const own: number[] = [];
      await trained(requestOf({ epochs: 1, batch: 32 }, { onStep: ({ loss }) => own.push(loss) }));
      losses.push(own);
    }
    expect(losses.map(({ length }) => length)).toEqual([19, 19]);
    losses[0]!.forEach((loss, step) => expect(Math.abs(loss - losses[1]![step]!)).toBeLessThan(1e-3));
  });

  it.each(['adam', 'sgd', 'rmsprop'] as const)('leaves no tensor behind with %s', async (kind) => {
    await tf.setBackend('wasm');
    await trained(requestOf({ ...RECIPE, epochs: 1, optimizer: { kind }, clipNorm: 1, labelSmoothing: 0.1 }));
    const before = tf.memory().numTensors;
    await trained(requestOf({ ...RECIPE, epochs: 1, optimizer: { kind }, clipNorm: 1, labelSmoothing: 0.1 }));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('holds the same tensors at every step of a phase but its first, which makes the averages', async () => {
    await tf.setBackend('wasm');
    const held = { float: new Set<string>(), quantized: new Set<string>() };
    const onStep = ({ phase, step }: StepReport): void => {
      const { numTensors, numBytes } = tf.memory();
      if (step > 0) held[phase].add(`${numTensors} tensors, ${numBytes} bytes`);
    };
    const { steps } = await trained(requestOf({ epochs: 3, batch: 30, quantization: { epochs: 3 } }, { onStep }));
    expect(steps).toBe(120);
    expect([held.float.size, held.quantized.size]).toEqual([1, 1]);
  });

  it('ends when it is told to, and says at which node values were no numbers', async () => {
    await tf.setBackend('wasm');
    let steps = 0;
    const stopped = await trained(requestOf(RECIPE, { isStopped: () => ++steps > 10 }));
    expect(stopped.steps).toBeLessThan(11);
    const diverged = await train(requestOf({ epochs: 3, learningRate: 1e30, optimizer: { kind: 'sgd' } }));
    const words = /^The loss is no number at step \d+ of epoch 1, first in \S.*: lower the learning rate$/;
    expect(diverged).toMatchObject({ ok: false, error: { message: expect.stringMatching(words) as string, where: 'node 5' } });
    const holed: Samples = { ...BARS.train, read: (_, into) => void into.fill(Number.NaN) };
    const bad = await train(requestOf(RECIPE, { samples: { ...BARS, train: holed } }));
    expect(bad).toMatchObject({ ok: false, error: { message: expect.stringMatching(/: the data holds values that are none$/) as string } });
  });

  it.each([
    ['pruned, ranges by average', { pruning: { what: 'channels', share: 0.4 } }],
    ['learned scales', { quantization: { epochs: 2, learningRate: 0.001, ranges: 'learned' } }],
  ] satisfies [string, RecipeInput][])('goes on from a snapshot of either phase to the same bits: %s', async (_, more) => {
    await tf.setBackend('wasm');
    const recipe: RecipeInput = { ...RECIPE, epochs: 3, batch: 100, ...more };
    const whole = await trained(requestOf(recipe));
    for (const at of [5, 13, 22]) {
      const taken: Snapshot[] = [];
      let steps = 0;
      const stop = { isStopped: () => taken.length > 0, wantsSnapshot: () => steps >= at && taken.length === 0 };
      await train(requestOf(recipe, { ...stop, onStep: () => steps++, onSnapshot: (each) => taken.push(each) }));
      const from = parseSnapshot(structuredClone(taken[0]));
      expect(from?.phase).toBe(at > 18 ? 'quantized' : 'float');
      const rest = await trained(requestOf(recipe, { from }));
      expect(rest.weights).toEqual(whole.weights);
      expect(rest.learned).toEqual(whole.learned);
      expect(rest.steps).toBe(whole.steps);
      expect(rest.epochs.map(({ validation, train: { loss } }) => [validation, loss])).toEqual(
        whole.epochs.map(({ validation, train: { loss } }) => [validation, loss]),
      );
    }
  });

  it('takes out the channels it was told to, and names the classes without them', async () => {
    await tf.setBackend('wasm');
    const request = requestOf({ ...RECIPE, epochs: 12, pruning: { what: 'channels', share: 0.25 } });
    const { graph, float } = await trained(request);
    const filtersOf = ({ nodes }: Graph): unknown => nodes.find(({ op }) => op === 'conv2d')?.params['filters'];
    expect([filtersOf(request.graph), filtersOf(graph)]).toEqual([8, 6]);
    expect(float.accuracy).toBeGreaterThan(0.95);
  });

  it('leaves that share of each kernel at zero, after the rounded epochs too', async () => {
    await tf.setBackend('wasm');
    const { weights, float } = await trained(requestOf({ ...RECIPE, pruning: { what: 'weights', share: 0.5 } }));
    const kernels = [...weights.nodes.values()].flatMap(({ kernel }) => (kernel === undefined ? [] : [[...kernel.values]]));
    expect(kernels.map((values) => values.filter((value) => value === 0).length / values.length)).toEqual([0.5, 0.5, 0.5]);
    expect(float.accuracy).toBeGreaterThan(0.95);
  });

  it('learns from a teacher what the labels do not say', async () => {
    await tf.setBackend('wasm');
    const { graph, weights } = await trained(requestOf({ ...RECIPE, quantization: undefined }));
    const unlabelled: Samples = { ...BARS.train, labels: BARS.train.labels.map(() => 0) };
    const recipe: RecipeInput = { epochs: 4, batch: 32, learningRate: 0.01, distillation: { temperature: 2, share: 1 } };
    const request = requestOf(recipe, { samples: { ...BARS, train: unlabelled }, teacher: { graph, weights } });
    expect((await trained(request)).float.accuracy).toBeGreaterThan(0.9);
    const alone = await train({ ...request, teacher: undefined });
    expect(alone).toMatchObject({ ok: false, error: { message: 'Distillation needs a teacher: another network with weights' } });
  });

  it('names a rare class more often when classes count the same', async () => {
    await tf.setBackend('wasm');
    const rare = only(bars(1200, 1), (label, at) => label !== 2 || at % 20 === 0);
    const samples = { ...BARS, train: rare, test: only(BARS.test, (label) => label === 2) };
    const recipe: RecipeInput = { epochs: 1, batch: 32, learningRate: 0.003 };
    const plain = await trained(requestOf(recipe, { samples }));
    const even = await trained(requestOf({ ...recipe, classWeights: 'balanced' }, { samples }));
    expect(even.float.accuracy).toBeGreaterThan(plain.float.accuracy! + 0.2);
  });

  it.each(['percentile', 'min-max', 'learned'] as const)('is as good on the chip with ranges by %s', async (ranges) => {
    await tf.setBackend('wasm');
    const request = requestOf({ ...RECIPE, quantization: { epochs: 1, learningRate: 0.001, ranges } });
    const { graph, weights, learned, float } = await trained(request);
    const model = quantizeToRanges(graph, weights, learned!, { io: 'int8' });
    if (!model.ok) throw new Error(model.error.message);
    const chip = await runOnChip(model.value, request.samples.test, createWasmKernels());
    expect(chip.ok && chip.value.accuracy).toBeGreaterThan(float.accuracy! - 0.03);
  });

  it('says what of network and data does not go together', async () => {
    const wrong = await train(requestOf(RECIPE, { samples: { ...BARS, sampleShape: [9, 9, 1] } }));
    expect(wrong).toMatchObject({ ok: false, error: { message: "The data's samples are 9x9x1; the network takes 8x8x1" } });
    const few = await train(requestOf(RECIPE, { samples: { ...BARS, classes: 5 } }));
    expect(few).toMatchObject({ ok: false, error: { message: 'The data has 5 classes; the network gives 3' } });
  });
});
