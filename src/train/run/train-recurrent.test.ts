import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import { createBuilder } from '../../core/graph/builder.ts';
import type { Graph, PortRef } from '../../core/graph/graph.ts';
import type { OpKind } from '../../core/ops/registry.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import { parseRecipe } from '../../core/training/recipe.ts';
import { GESTURES } from '../../data/synthetic/gestures.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { framesOf } from '../model/frames.ts';
import type { Samples } from './batches.ts';
import { runOnChip } from './on-chip.ts';
import { train, type Trained } from './train.ts';

beforeAll(openCpuAndWasm);

const CLASSES = GESTURES.classes.length;

function gestures(count: number, seed: number): Samples {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: count }, (_, i) => i % CLASSES);
  const samples = [...labels].map((label) => GESTURES.make(random, GESTURES.classes[label]!));
  const read = (indices: Int32Array, into: Float32Array): void =>
    indices.forEach((index, place) => into.set(samples[index]!, place * samples[index]!.length));
  return { count, labels, read };
}

const DATA = {
  train: gestures(900, 1),
  validation: gestures(120, 2),
  test: gestures(300, 3),
  sampleShape: GESTURES.shape,
  classes: CLASSES,
};

type Net = ReturnType<typeof createBuilder<OpKind>>;

function netOf(shape: readonly number[], body: (net: Net, input: PortRef) => PortRef): Graph {
  const net = createBuilder<OpKind>();
  net.add('softmax', {}, net.add('dense', { units: CLASSES }, body(net, net.add('input', { shape: [...shape] }))));
  return net.build();
}

/** A convolution that makes a step of every `stride` readings. */
const strided = (net: Net, input: PortRef, stride: number): PortRef =>
  net.add('relu', {}, net.add('conv1d', { filters: 12, kernel: 2 * stride, stride }, input));

const lstm = netOf(GESTURES.shape, (net, input) => net.add('lstm', { units: 16 }, strided(net, input, 8)));
const gru = netOf(GESTURES.shape, (net, input) => net.add('gru', { units: 12 }, strided(net, input, 16)));
/** A run takes eight readings of three axes; sixteen runs are a sample. */
const svdf = netOf([24], (net, input) => net.add('svdf', { units: 32, rank: 2, memory: 16, activation: 'relu' }, input));

async function trained(graph: Graph, epochs: number): Promise<Trained> {
  const recipe = parseRecipe({ epochs, batch: 32, learningRate: 0.01, clipNorm: 1, quantization: { epochs: 1, learningRate: 0.001 } });
  if (!recipe.ok) throw new Error(recipe.error.message);
  const weights = initialWeights(createRandom(1), graph);
  const done = await train({ graph, weights, samples: DATA, recipe: recipe.value, now: () => performance.now() });
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

async function accuracyOnChip(graph: Graph, { weights, learned }: Trained): Promise<number> {
  const model = quantizeToRanges(graph, weights, learned!, { io: 'int8' });
  if (!model.ok) throw new Error(model.error.message);
  const chip = await runOnChip(model.value, DATA.test, createWasmKernels(), framesOf(model.value.graph, DATA.sampleShape));
  if (!chip.ok) throw new Error(chip.error.message);
  return chip.value.accuracy!;
}

describe('a network that remembers', () => {
  it.each([
    ['LSTM', lstm, 15, 0.9],
    ['GRU', gru, 8, 0.8],
    ['SVDF', svdf, 12, 0.88],
  ] as const)(
    'learns gestures with %s, and is as good on the chip',
    async (_, graph, epochs, least) => {
      await tf.setBackend('wasm');
      const result = await trained(graph, epochs);
      const chip = await accuracyOnChip(graph, result);
      expect(result.float.accuracy).toBeGreaterThan(least);
      expect(chip).toBeGreaterThan(result.float.accuracy! - 0.03);
    },
    30_000,
  );

  it('leaves no tensor behind', async () => {
    await tf.setBackend('wasm');
    const before = tf.memory().numTensors;
    for (const graph of [lstm, svdf]) await trained(graph, 1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says what SVDF is trained on', async () => {
    const graph = netOf([384], (net, input) => net.add('svdf', { units: 4 }, input));
    await expect(trained(graph, 1)).rejects.toThrow('SVDF looks back on the frames before: train it on samples of several, time first');
  });
});
