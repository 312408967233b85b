import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Random } from '../../core/base/random.ts';
import { normal } from '../../core/base/distributions.ts';
import { createRandom } from '../../core/base/random.ts';
import { TRAIN_RELAXED_SOURCE_SHA256 } from '../../kernels/train/train-relaxed-wasm.ts';
import { TRAIN_SOURCE_SHA256 } from '../../kernels/train/train-wasm.ts';
import { openCpuAndWasm, relativeDifference, valuesOn } from '../../testing/train-backends.ts';
import { addBias } from '../ops/add-bias.ts';
import { batchNormTraining } from '../ops/batch-norm-training.ts';
import { clamped } from '../ops/clamped.ts';
import { convolution } from '../ops/convolution.ts';
import { fakeQuant } from '../ops/fake-quant.ts';
import { globalMean } from '../ops/global-mean.ts';
import { lstmSequence } from '../ops/lstm-sequence.ts';
import { softmaxCrossEntropyRows } from '../ops/softmax-cross-entropy.ts';

interface Case {
  readonly about: string;
  /** Shapes of the inputs that gradients are taken by. */
  readonly shapes: readonly (readonly number[])[];
  readonly compute: (...inputs: readonly tf.Tensor[]) => tf.Tensor;
  /** Not differentiable somewhere, or by design not what differences say. */
  readonly differences?: false;
}

type Values = readonly Float32Array[];

function valuesOf(random: Random, shapes: Case['shapes']): Values {
  return shapes.map((shape) => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => normal(random)));
}

/** The result, then the gradient by each input of the result weighed with fixed weights. */
function resultAndGradients({ shapes, compute }: Case, values: Values): readonly tf.Tensor[] {
  const inputs = shapes.map((shape, i) => tf.tensor(values[i]!, [...shape]));
  const result = compute(...inputs);
  const weights = tf.reshape(tf.sin(tf.range(0, result.size)), result.shape);
  return [result, ...tf.grads((...tensors) => tf.sum(tf.mul(compute(...tensors), weights)))(inputs)];
}

function weighedSum({ shapes, compute }: Case, values: Values): number {
  return tf.tidy(() => {
    const result = compute(...shapes.map((shape, i) => tf.tensor(values[i]!, [...shape]))).dataSync<'float32'>();
    return result.reduce((sum, value, i) => sum + value * Math.sin(i), 0);
  });
}

/** Central difference by one entry. */
function differenceBy(each: Case, values: Values, input: number, entry: number): number {
  const moved = (by: number): Values =>
    values.map((table, i) => (i === input ? Float32Array.from(table, (value, j) => (j === entry ? value + by : value)) : table));
  const step = 2 ** -6;
  return (weighedSum(each, moved(step)) - weighedSum(each, moved(-step))) / (2 * step);
}

type Pad = 'same' | 'valid';

function convolutions(random: Random, count: number): readonly Case[] {
  return Array.from({ length: count }, () => {
    const [h, w, kh, kw] = [random.int(4, 11), random.int(4, 11), random.int(1, 4), random.int(1, 4)];
    const [channels, filters, images] = [random.int(1, 9), random.int(1, 19), random.int(1, 3)];
    const dilated = random.pick([false, false, true]);
    const strides: [number, number] = dilated ? [1, 1] : [random.int(1, 3), random.int(1, 3)];
    const dilations: [number, number] = dilated ? [random.int(1, 2), random.int(1, 2)] : [1, 1];
    const pad: Pad = (kh - 1) * 2 < h && (kw - 1) * 2 < w ? random.pick(['same', 'valid'] as const) : 'same';
    return {
      about: `convolution ${kh}x${kw} stride ${strides.join()} dilation ${dilations.join()} ${pad} ${h}x${w}x${channels} to ${filters}`,
      shapes: [
        [images, h, w, channels],
        [kh, kw, channels, filters],
      ],
      compute: (x, filter) => convolution(x as tf.Tensor4D, filter as tf.Tensor4D, { strides, pad, dilations }),
    };
  });
}

function depthwiseConvolutions(random: Random, count: number): readonly Case[] {
  return Array.from({ length: count }, () => {
    const [h, w, kh, kw] = [random.int(5, 11), random.int(5, 11), random.pick([1, 2, 3, 3, 5]), random.pick([2, 3, 3, 3, 4])];
    const [channels, multiples, images] = [random.int(1, 13), random.pick([1, 1, 2]), random.int(1, 3)];
    const stride = random.int(1, 2);
    const pad = random.pick(['same', 'valid'] as const);
    return {
      about: `depthwise ${kh}x${kw} stride ${stride} ${pad} ${h}x${w}x${channels} times ${multiples}`,
      shapes: [
        [images, h, w, channels],
        [kh, kw, channels, multiples],
      ],
      compute: (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad),
    };
  });
}

function products(random: Random, count: number): readonly Case[] {
  return Array.from({ length: count }, () => {
    const [rows, depth, columns] = [random.int(1, 13), random.int(1, 70), random.int(1, 21)];
    const [left, right] = random.pick([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const);
    return {
      about: `product ${rows}x${depth}x${columns}${left ? ' left transposed' : ''}${right ? ' right transposed' : ''}`,
      shapes: [left ? [depth, rows] : [rows, depth], right ? [columns, depth] : [depth, columns]],
      compute: (a, b) => tf.matMul(a, b, left, right),
    };
  });
}

const targets = (rows: number, classes: number): tf.Tensor2D =>
  tf.softmax(tf.reshape(tf.cos(tf.range(0, rows * classes)), [rows, classes]));

const OTHERS: readonly Case[] = [
  ...[5, 8, 12, 19].flatMap((channels): Case[] => [
    {
      about: `batch norm of ${channels} channels`,
      shapes: [[3, 5, 7, channels], [channels], [channels]],
      compute: (x, gamma, beta) => batchNormTraining(x, gamma as tf.Tensor1D, beta as tf.Tensor1D, { epsilon: 1e-3 }).y,
    },
    {
      about: `batch norm and ReLU6 of ${channels} channels`,
      shapes: [[40, channels], [channels], [channels]],
      compute: (x, gamma, beta) => batchNormTraining(x, gamma as tf.Tensor1D, beta as tf.Tensor1D, { epsilon: 1e-3, clamp: 'relu6' }).y,
      differences: false,
    },
    {
      about: `bias of ${channels} channels`,
      shapes: [[2, 3, channels], [channels]],
      compute: (x, bias) => addBias(x, bias as tf.Tensor1D),
    },
    { about: `mean over places of ${channels} channels`, shapes: [[2, 5, 3, channels]], compute: (x) => globalMean(x) },
  ]),
  { about: 'ReLU', shapes: [[3, 11]], compute: (x) => clamped(x, 'relu'), differences: false },
  {
    about: 'sum',
    shapes: [
      [3, 11],
      [3, 11],
    ],
    compute: (a, b) => tf.add(a, b),
  },
  {
    about: 'softmax and cross-entropy',
    shapes: [[5, 7]],
    compute: (logits) => softmaxCrossEntropyRows(logits as tf.Tensor2D, targets(5, 7)),
  },
  {
    about: 'fake quantization a tensor',
    shapes: [[5, 7]],
    compute: (x) => fakeQuant(x, tf.tensor1d([0.11]), tf.tensor1d([3]), { low: -8, high: 7, axis: 0 }),
    differences: false,
  },
  {
    about: 'fake quantization a channel of the last axis, with the gradient of the scales',
    shapes: [[4, 5], [5]],
    compute: (x, s) => fakeQuant(x, tf.add(tf.abs(s as tf.Tensor1D), 0.05), tf.zeros([5]), { low: -8, high: 7, axis: 1 }),
    differences: false,
  },
  {
    about: 'fake quantization a channel of the axis before the last, with the gradient of the scales',
    shapes: [[2, 3, 6], [3]],
    compute: (x, s) => fakeQuant(x, tf.add(tf.abs(s as tf.Tensor1D), 0.05), tf.zeros([3]), { low: -8, high: 7, axis: 1 }),
    differences: false,
  },
];

const LSTMS = [
  { steps: 1, rows: 3, units: 5, clip: 0, differences: false as const },
  { steps: 4, rows: 1, units: 1, clip: 0 },
  { steps: 7, rows: 5, units: 6, clip: 0 },
  { steps: 9, rows: 6, units: 16, clip: 0 },
  { steps: 6, rows: 4, units: 7, clip: 0.4, differences: false as const },
].map(({ steps, rows, units, clip, ...more }): Case => ({
  about: `LSTM of ${steps} steps, ${rows} rows, ${units} units${clip > 0 ? ', clipped' : ''}`,
  shapes: [
    [steps, rows, 4 * units],
    [4 * units, units],
  ],
  compute: (sums, recurrent) => lstmSequence(sums as tf.Tensor3D, recurrent as tf.Tensor2D, { clip, grid: undefined }),
  ...more,
}));

const ROUNDED_LSTM: Case = {
  about: 'LSTM whose state is rounded from step to step',
  shapes: [
    [5, 4, 24],
    [24, 6],
  ],
  compute: (sums, recurrent) =>
    lstmSequence(sums as tf.Tensor3D, recurrent as tf.Tensor2D, { clip: 0, grid: { scale: 1 / 16, zeroPoint: 1, low: -8, high: 7 } }),
  differences: false,
};

const random = createRandom(4);
const CASES = [
  ...convolutions(random, 40),
  ...depthwiseConvolutions(random, 30),
  ...products(random, 12),
  ...OTHERS,
  ...LSTMS,
  ROUNDED_LSTM,
];

beforeAll(openCpuAndWasm);

describe('training kernels on WebAssembly', () => {
  it.each(CASES.map((each) => [each.about, each] as const))('give the result and gradients of the cpu backend: %s', async (_, each) => {
    const values = valuesOf(createRandom(7), each.shapes);
    const expected = await valuesOn('cpu', () => resultAndGradients(each, values));
    const actual = await valuesOn('wasm', () => resultAndGradients(each, values));
    expect(actual).toHaveLength(expected.length);
    for (const [i, table] of expected.entries()) expect(relativeDifference(actual[i]!, table)).toBeLessThan(1e-4);
  });

  it.each(CASES.filter((each) => each.differences !== false).map((each) => [each.about, each] as const))(
    'give gradients that central differences confirm: %s',
    async (_, each) => {
      const values = valuesOf(createRandom(8), each.shapes);
      const [, ...gradients] = await valuesOn('wasm', () => resultAndGradients(each, values));
      const entries = createRandom(9);
      for (const [input, gradient] of gradients.entries()) {
        const chosen = Array.from({ length: 6 }, () => entries.int(0, gradient.length - 1));
        const expected = chosen.map((entry) => differenceBy(each, values, input, entry));
        const magnitude = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const errors = chosen.map((entry, i) => Math.abs(gradient[entry]! - expected[i]!) / magnitude);
        expect(Math.max(...errors)).toBeLessThan(1e-3);
      }
    },
  );

  it('were compiled from the sources beside them, with relaxed SIMD and without', () => {
    const folder = new URL('../../kernels/train/', import.meta.url);
    const hash = createHash('sha256');
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.as'))
      .toSorted())
      hash.update(readFileSync(new URL(name, folder)));
    const digest = hash.digest('hex');
    expect([TRAIN_SOURCE_SHA256, TRAIN_RELAXED_SOURCE_SHA256]).toEqual([digest, digest]);
  });
});
