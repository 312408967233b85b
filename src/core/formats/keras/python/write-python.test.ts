import { spawnSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasKeras, runKeras, type KerasAnswer, type KerasJob } from '../../../../testing/keras/keras-python.ts';
import { randomNetwork } from '../../../../testing/random-network.ts';
import { largestDifference, runFloat } from '../../../../testing/run-float.ts';
import { createRandom } from '../../../base/random.ts';
import { randomWeights } from '../../../document/random-weights.ts';
import type { Weights } from '../../../document/weights.ts';
import { createBuilder } from '../../../graph/builder.ts';
import type { Graph } from '../../../graph/graph.ts';
import { inferShapes } from '../../../lower/lower.ts';
import { OPS, type OpKind } from '../../../ops/registry.ts';
import { createInputGenerator } from '../../../quant/generated-inputs.ts';
import { floatModel } from '../../../document/float-model.ts';
import { openKeras } from '../../open-keras.ts';
import { writePython, type PythonExport } from './write-python.ts';

function small(): Graph {
  const builder = createBuilder<OpKind>();
  const input = builder.add('input', { shape: [8, 8, 1] });
  builder.chain(
    input,
    ['conv2d', { filters: 2, strideH: 2, strideW: 2, activation: 'leaky_relu' }],
    ['batch_norm'],
    ['relu6'],
    ['depthwise_conv2d', { multiplier: 2, padding: 'valid', bias: false, activation: 'hard_swish' }],
    ['pad', { pads: [1, 0, 0, 1] }],
    ['conv_transpose2d', { filters: 3, padding: 'same' }],
    ['reshape', { shape: [1, 6, 18] }],
    ['lstm', { units: 4, returnSequences: true }],
    ['conv1d', { filters: 3, dilation: 2 }],
    ['dense', { units: 3 }],
    ['softmax'],
  );
  return builder.build();
}

const SMALL = small();

function written(graph: Graph, weights?: Weights): PythonExport {
  const source = writePython('net "1"', graph, weights, 'net.npz');
  if (!source.ok) throw new Error(source.error.message);
  return source.value;
}

/** Generated inputs in the design's shapes; indices into tables are 0. */
function jobOf(graph: Graph, weights: Weights): KerasJob {
  const model = floatModel(graph, weights);
  if (!model.ok) throw new Error(model.error.message);
  const generated = createInputGenerator(5)(model.value.graph);
  const { types } = inferShapes(graph, { scheme: 'float32', io: 'float32' });
  const inputs = graph.nodes
    .filter(({ op }) => op === 'input')
    .map(({ id }, i) => {
      const { shape, type } = types.get(id)![0]!;
      return { shape, type, values: type === 'float32' ? [...(generated[i] as Float32Array)] : [...(generated[i] as Int32Array).fill(0)] };
    });
  return { ...written(graph, weights), inputs };
}

function expectedOf(graph: Graph, weights: Weights, { inputs }: KerasJob): readonly Float32Array[] {
  const given = inputs.map(({ type, values }) => (type === 'float32' ? Float32Array.from(values) : Int32Array.from(values)));
  return runFloat(graph, weights, given);
}

/** Foreign operators and SVDF have no layer; conversions have no scales here; a constant that nothing reads is no output for Keras. */
const LEFT_OUT = new Set<string>(['opaque', 'svdf', 'quantize', 'dequantize', 'constant']);
const KINDS = (Object.keys(OPS) as OpKind[]).filter((kind) => !LEFT_OUT.has(kind));

const NETWORKS = Array.from({ length: 80 }, (_, seed) => {
  const random = createRandom(seed);
  const graph = randomNetwork(random, { nodes: random.int(1, 8), kinds: KINDS });
  return { graph, weights: randomWeights(random, graph) };
}).filter(({ graph }) => writePython('net', graph, undefined, '').ok);

describe('a design written as Python source', () => {
  it('builds it with one line a layer', () => {
    expect(written(SMALL).source.split('\n').slice(1, 20)).toEqual([
      'import keras',
      'import numpy as np',
      'from keras import layers, ops',
      '',
      '',
      'def build_model():',
      '    input_1 = keras.Input(shape=(8, 8, 1), name="input_1")',
      '    conv2d_2 = layers.Conv2D(2, (3, 3), strides=(2, 2), padding="same", name="conv2d_2")(input_1)',
      '    conv2d_2 = layers.LeakyReLU(negative_slope=0.3)(conv2d_2)',
      '    batch_norm_3 = layers.BatchNormalization(momentum=0.99, epsilon=0.001, name="batch_norm_3")(conv2d_2)',
      '    relu6_4 = layers.ReLU(max_value=6.0, name="relu6_4")(batch_norm_3)',
      '    depthwise_conv2d_5 = layers.DepthwiseConv2D((3, 3), depth_multiplier=2, padding="valid", use_bias=False, activation="hard_swish", name="depthwise_conv2d_5")(relu6_4)',
      '    pad_6 = layers.ZeroPadding2D(((1, 0), (0, 1)), name="pad_6")(depthwise_conv2d_5)',
      '    conv_transpose2d_7 = layers.Conv2DTranspose(3, (3, 3), strides=(2, 2), padding="same", name="conv_transpose2d_7")(pad_6)',
      '    reshape_8 = layers.Reshape((6, 18), name="reshape_8")(conv_transpose2d_7)',
      '    lstm_9 = layers.LSTM(4, return_sequences=True, name="lstm_9")(reshape_8)',
      '    conv1d_10 = layers.Conv1D(3, 3, dilation_rate=2, padding="same", name="conv1d_10")(lstm_9)',
      '    dense_11 = layers.Dense(3, name="dense_11")(layers.Flatten()(conv1d_10))',
      '    softmax_12 = layers.Softmax(name="softmax_12")(dense_11)',
    ]);
  });

  it('carries its weights as NumPy has them, in the order and layout of Keras', () => {
    const files = unzipSync(written(SMALL, randomWeights(createRandom(1), SMALL)).weights!);
    expect(Object.keys(files).slice(0, 6)).toEqual([
      'conv2d_2.0.npy',
      'conv2d_2.1.npy',
      'batch_norm_3.0.npy',
      'batch_norm_3.1.npy',
      'batch_norm_3.2.npy',
      'batch_norm_3.3.npy',
    ]);
    const kernel = files['conv2d_2.0.npy']!;
    expect([...kernel.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    expect(strFromU8(kernel.subarray(10, 128))).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3, 1, 2), }".padEnd(117) + '\n',
    );
    expect(kernel.length).toBe(128 + 4 * 18);
  });

  it('names the node that Keras has no layer for', () => {
    const builder = createBuilder<OpKind>();
    builder.chain(builder.add('input', { shape: [4] }), ['svdf', { units: 2 }]);
    expect(writePython('net', builder.build(), undefined, '')).toEqual({
      ok: false,
      error: {
        message: '"svdf 2" cannot be written for Keras: Keras has no layer that keeps what went before from run to run',
        where: 'node 2',
      },
    });
  });

  it.runIf(spawnSync('python3', ['--version']).status === 0)('is Python, for networks of every operation that Keras has', () => {
    const sources = JSON.stringify(NETWORKS.map(({ graph, weights }) => written(graph, weights).source));
    const check = 'import ast, json, sys; [ast.parse(source) for source in json.load(sys.stdin)]';
    const { stderr, status } = spawnSync('python3', ['-c', check], { input: sources, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('computes what Keras 3.15.1 on JAX computed from the source above and these weights', () => {
    const weights = randomWeights(createRandom(1), SMALL);
    const [values] = expectedOf(SMALL, weights, jobOf(SMALL, weights));
    expect(largestDifference(values!, [0.3962424695491791, 0.41223928332328796, 0.19151826202869415])).toBeLessThan(1e-6);
  });
});

describe('Keras itself', () => {
  if (!hasKeras) console.log('NOT CHECKED: KERAS_PYTHON names no Python with Keras 3, so the written source was only parsed.');
  describe.runIf(hasKeras)('given the source', () => {
    const jobs = [{ graph: SMALL, weights: randomWeights(createRandom(1), SMALL) }, ...NETWORKS].map(({ graph, weights }) => {
      const job = jobOf(graph, weights);
      return { job, expected: expectedOf(graph, weights, job) };
    });
    let answers: readonly KerasAnswer[] = [];
    beforeAll(() => void (answers = runKeras(jobs.map(({ job }) => job))), 600_000);

    it('computes the same within 1e-4, over networks of every operation it has', () => {
      jobs.forEach(({ expected }, i) =>
        expected.forEach((values, output) => expect(largestDifference(values, answers[i]!.outputs[output] ?? [])).toBeLessThan(1e-4)),
      );
    });

    it('saves .keras and .h5 that open here and give the same, where nothing is kept as a box', () => {
      const whole = jobs.flatMap(({ job, expected }, i) =>
        job.inputs.some(({ type }) => type !== 'float32') ? [] : answers[i]!.saved.flatMap((bytes) => reopened(bytes, job, expected)),
      );
      expect(whole.length).toBeGreaterThan(60);
      expect(whole.filter((worst) => !(worst < 1e-4))).toEqual([]);
    });
  });
});

/** How far the saved model is from the design; nothing where a layer of it is kept as a box. */
function reopened(bytes: Uint8Array, { inputs }: KerasJob, expected: readonly Float32Array[]): readonly number[] {
  const opened = openKeras(bytes, 'net');
  if (!opened.ok) throw new Error(opened.error.message);
  const { design, weights, notes } = opened.value;
  if (notes.length > 0) return [];
  const given = runFloat(
    design.graph,
    weights,
    inputs.map(({ values }) => Float32Array.from(values)),
  );
  return expected.map((values, i) => largestDifference(values, given[i] ?? []));
}
