import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { deploy, type Deployed } from '../../core/deploy/deploy.ts';
import { MADE_SAMPLES } from '../../core/deploy/model-of.ts';
import type { Design } from '../../core/document/design.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import { newDesign } from '../../core/document/new-design.ts';
import { decodeWeights, encodeWeights } from '../../core/document/weights-blob.ts';
import { readTflite } from '../../core/formats/tflite/read.ts';
import { createBuilder } from '../../core/graph/builder.ts';
import type { OpKind } from '../../core/ops/registry.ts';
import { setParam } from '../../core/graph/edits.ts';
import { writeTflite } from '../../core/formats/tflite/write.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import { accuracyOf } from '../../core/training/confusion.ts';
import type { Delivered } from '../../core/training/progress.ts';
import { parseRecipe, type RecipeInput } from '../../core/training/recipe.ts';
import { BARS, barsNetwork } from '../../testing/bars.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import type { Samples } from './batches.ts';
import { train } from './train.ts';
import { trainAndDeploy } from './train-and-deploy.ts';

const BARS_DESIGN: Design = { ...newDesign('Bars'), graph: barsNetwork() };

/** A good network, and one that learned too little to be right. */
let good: Delivered;
let poor: Delivered;

beforeAll(async () => {
  await openCpuAndWasm();
  await tf.setBackend('wasm');
  good = await delivered({ epochs: 4, batch: 32, learningRate: 0.01, quantization: { epochs: 1, learningRate: 0.001 } });
  poor = await delivered({ epochs: 1, batch: 64, learningRate: 0.0005 });
});

async function delivered(input: RecipeInput, design = BARS_DESIGN): Promise<Delivered> {
  const recipe = parseRecipe(input);
  if (!recipe.ok) throw new Error(recipe.error.message);
  const test = { ...BARS.test, nameOf: (index: number) => `bar ${index}` };
  const done = await trainAndDeploy({ design, weights: undefined, samples: { ...BARS, test }, recipe: recipe.value, now: () => 0 });
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

const sum = (counts: Int32Array): number => counts.reduce((total, count) => total + count, 0);

describe('what a run delivers', () => {
  it('says how often the network as trained and the file name the same class', () => {
    expect(good.agreement).toBeGreaterThan(0.99);
    expect(good.agreement).toBeLessThanOrEqual(1);
    expect(poor.agreement).toBeUndefined();
  });

  it('has a confusion matrix whose accuracy is the one shown, with every true class in its row', () => {
    for (const { confusion, int8 } of [good, poor]) {
      expect(accuracyOf(confusion!)).toBe(int8.accuracy);
      const rows = [0, 1, 2].map((row) => sum(confusion!.counts.subarray(3 * row, 3 * row + 3)));
      expect(rows).toEqual([0, 1, 2].map((row) => BARS.test.labels.filter((label) => label === row).length));
    }
  });

  it('names no accuracy where samples have no classes', async () => {
    const net = createBuilder<OpKind>();
    net.chain(net.add('input', { shape: [8, 8, 1] }), ['flatten'], ['dense', { units: 8, activation: 'relu' }], ['dense', { units: 64 }]);
    const unlabelled = (samples: Samples): Samples => ({ ...samples, labels: new Int32Array(0) });
    const { train: learned, validation, test } = BARS;
    const recipe = parseRecipe({ epochs: 1, quantization: { epochs: 1 } });
    if (!recipe.ok) throw new Error(recipe.error.message);
    const done = await trainAndDeploy({
      design: { ...BARS_DESIGN, graph: net.build() },
      weights: undefined,
      samples: { ...BARS, train: unlabelled(learned), validation: unlabelled(validation), test: unlabelled(test) },
      recipe: recipe.value,
      now: () => 0,
    });
    if (!done.ok) throw new Error(done.error.message);
    const { float, int8, agreement, confusion, mistakes } = done.value;
    expect([float.accuracy, int8.accuracy, agreement, confusion]).toEqual([undefined, undefined, undefined, undefined]);
    expect(mistakes).toEqual([]);
  });

  it('holds the samples that were misnamed, as they were read', () => {
    const wrong = Math.round((1 - poor.int8.accuracy!) * 300);
    expect(wrong).toBeGreaterThan(10);
    expect(poor.mistakes).toHaveLength(Math.min(200, wrong));
    const values = new Float32Array(64);
    for (const mistake of poor.mistakes) {
      void BARS.test.read(Int32Array.of(mistake.index), values);
      expect(mistake.values).toEqual(values);
      expect(mistake.source).toBe(`bar ${mistake.index}`);
      expect(mistake.label).toBe(BARS.test.labels[mistake.index]);
      expect(mistake.named).not.toBe(mistake.label);
    }
  });

  it('shows how weights and outputs are spread, layer by layer, and what int8 holds of them', () => {
    const names = ['Input', 'conv2d 2', 'depthwise conv2d 5', 'max pool2d 8', 'dense 10', 'softmax 11'];
    expect(good.layers.map(({ name }) => name)).toEqual(names);
    const seen = new Float32Array(64 * 64);
    void BARS.test.read(
      Int32Array.from({ length: 64 }, (_, i) => i),
      seen,
    );
    const [input, conv] = good.layers;
    expect(input!.outputs).toMatchObject({ low: Math.min(...seen), high: Math.max(...seen) });
    expect(good.layers.map(({ outputs }) => sum(outputs.counts) / 64)).toEqual([64, 512, 128, 32, 3, 3]);
    expect(good.layers.map(({ weights }) => weights && `${weights.name} ${sum(weights.histogram.counts)}`)).toEqual([
      undefined,
      'kernel 72',
      'kernel 72',
      undefined,
      'kernel 96',
      undefined,
    ]);
    const kernel = good.weights.nodes.get('2')!['kernel']!.values;
    expect(conv!.weights!.histogram).toMatchObject({ low: Math.min(...kernel), high: Math.max(...kernel) });
    for (const { int8, outputs } of [...good.layers, ...poor.layers]) {
      expect(int8!.low).toBeLessThanOrEqual(0);
      expect(int8!.high - int8!.low).toBeGreaterThan(0.5 * (outputs.high - outputs.low));
    }
  });
});

describe('the weights of a run', () => {
  /** What the design is exported as with them, read back from where they are kept. */
  function exported({ weights, graph }: Delivered, design = BARS_DESIGN): Deployed {
    const kept = decodeWeights(encodeWeights(weights));
    if (!kept.ok) throw new Error(kept.error.message);
    const done = deploy({ ...design, graph }, { weights: kept.value }, { method: { kind: 'mse' }, fixAddresses: false });
    if (!done.ok) throw new Error(done.error.message);
    return done.value;
  }
  const short: RecipeInput = { epochs: 1, batch: 64, learningRate: 0.01 };
  const aware = { epochs: 1, learningRate: 0.001 };

  it.each([
    ['after float epochs alone', short, BARS_DESIGN],
    ['with int8 epochs', { ...short, quantization: aware }, BARS_DESIGN],
    ['with int4 epochs', { ...short, quantization: { ...aware, weightBits: 4 } }, BARS_DESIGN],
    ['with learned scales', { ...short, quantization: { ...aware, ranges: 'learned' } }, BARS_DESIGN],
    ['with learned scales of int4', { ...short, quantization: { ...aware, weightBits: 4, ranges: 'learned' } }, BARS_DESIGN],
    ['pruned', { ...short, epochs: 2, pruning: { what: 'channels', share: 0.4 }, quantization: aware }, BARS_DESIGN],
    ['in another order of operators', { ...short, quantization: aware }, { ...BARS_DESIGN, order: 'best' }],
  ] satisfies [string, RecipeInput, Design][])('are exported as the very file that was judged: %s', async (_, recipe, design) => {
    const run = await delivered(recipe, design);
    const { file, notes } = exported(run, design);
    expect(file).toEqual(run.file);
    expect(notes).toEqual([]);
  });

  it('make the file that the ranges of training make of them', async () => {
    const recipe = parseRecipe({ ...short, quantization: aware });
    const graph = barsNetwork();
    const weights = initialWeights(createRandom(1), graph);
    const trained = recipe.ok ? await train({ graph, weights, samples: BARS, recipe: recipe.value, now: () => 0 }) : recipe;
    const model = trained.ok ? quantizeToRanges(graph, trained.value.weights, trained.value.learned!, { io: 'int8' }) : trained;
    const written = model.ok ? writeTflite(model.value.graph, model.value.data) : model;
    expect(written).toEqual({ ok: true, value: (await delivered({ ...short, quantization: aware })).file });
  });

  it('are rounded to the bits they were trained for', async () => {
    const run = await delivered({ ...short, quantization: { ...aware, weightBits: 4 } });
    const { graph } = exported(run);
    const kernel = graph.tensors.findIndex(({ shape, role }) => role === 'constant' && shape.join() === '3,32');
    const file = readTflite(run.file, 'run');
    const steps = file.ok ? new Int8Array(file.value.data[kernel]!.slice().buffer) : [];
    expect([Math.min(...steps), Math.max(...steps)].map(Math.abs)).toContain(7);
    expect(steps.every((step) => Math.abs(step) <= 7)).toBe(true);
  });

  it('are calibrated anew in a network that was edited, which is said', () => {
    const graph = setParam(good.graph, '10', 'activation', 'relu');
    expect(exported({ ...good, graph }).notes).toEqual([MADE_SAMPLES]);
    expect(exported(good).notes).toEqual([]);
  });
});
