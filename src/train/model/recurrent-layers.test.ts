import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { floatModel } from '../../core/document/float-model.ts';
import { randomWeights } from '../../core/document/random-weights.ts';
import { createBuilder } from '../../core/graph/builder.ts';
import type { Graph, Params } from '../../core/graph/graph.ts';
import type { OpKind } from '../../core/ops/registry.ts';
import { createInterpreter } from '../../core/quant/interpreter.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { createNetwork, type Network } from './network.ts';

const RUN = { mode: 'evaluate', kernel: (kernel: tf.Tensor) => kernel, random: () => 1 } as const;
const BATCH = 5;

interface Case {
  readonly about: string;
  readonly kind: OpKind;
  readonly params: Params;
  /** Of a sample, and how many frames of it a sample holds. */
  readonly shape: readonly number[];
  readonly frames?: number;
}

const CASES: readonly Case[] = [
  { about: 'LSTM', kind: 'lstm', params: { units: 5 }, shape: [9, 3] },
  { about: 'LSTM of every step', kind: 'lstm', params: { units: 8, returnSequences: true }, shape: [6, 4] },
  { about: 'LSTM with a clipped cell', kind: 'lstm', params: { units: 6, cellClip: 0.2 }, shape: [7, 3] },
  { about: 'LSTM with time first', kind: 'lstm', params: { units: 3, timeMajor: true, returnSequences: true }, shape: [4, 3] },
  { about: 'GRU', kind: 'gru', params: { units: 5 }, shape: [8, 3] },
  { about: 'GRU of every step', kind: 'gru', params: { units: 4, returnSequences: true }, shape: [5, 2] },
  { about: 'SVDF of one frame', kind: 'svdf', params: { units: 4, rank: 2, memory: 3 }, shape: [6] },
  { about: 'SVDF over more frames than it remembers', kind: 'svdf', params: { units: 4, rank: 2, memory: 3 }, shape: [6], frames: 7 },
  {
    about: 'SVDF over fewer frames',
    kind: 'svdf',
    params: { units: 3, memory: 8, bias: false, activation: 'relu' },
    shape: [5],
    frames: 4,
  },
];

/** Between a dense layer and another, where the values have two dimensions, so that gradients come and go. */
function netOf({ kind, params, shape }: Case): Graph {
  const net = createBuilder<OpKind>();
  const input = net.add('input', { shape: [...shape] });
  const before = net.add('dense', { units: 4, activation: 'tanh', keepDims: true }, input);
  net.add('dense', { units: 3, keepDims: true }, net.add(kind, params, before));
  return net.build();
}

function open(each: Case): Network {
  const graph = netOf(each);
  const created = createNetwork(graph, randomWeights(createRandom(3), graph));
  if (!created.ok) throw new Error(created.error.message);
  return created.value;
}

function samplesOf({ shape, frames = 1 }: Case): readonly Float32Array[] {
  const random = createRandom(7);
  const size = shape.reduce((product, side) => product * side, frames);
  return Array.from({ length: BATCH }, () => Float32Array.from({ length: size }, () => 4 * random.next() - 2));
}

const batchOf = (each: Case): tf.Tensor =>
  tf.tensor(
    samplesOf(each).flatMap((sample) => [...sample]),
    [BATCH, ...(each.frames === undefined ? [] : [each.frames]), ...each.shape],
  );

/** What the float interpreter makes of each sample from a reset, frame by frame. */
function interpreted(each: Case): readonly number[] {
  const graph = netOf(each);
  const model = floatModel(graph, randomWeights(createRandom(3), graph));
  if (!model.ok) throw new Error(model.error.message);
  const interpreter = createInterpreter(model.value);
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const { run, reset } = interpreter.value;
  return samplesOf(each).flatMap((sample) => {
    reset();
    const size = sample.length / (each.frames ?? 1);
    let last: readonly number[] = [];
    for (let at = 0; at < sample.length; at += size) {
      const outputs = run([sample.subarray(at, at + size)]);
      if (!outputs.ok) throw new Error(outputs.error.message);
      last = [...(outputs.value[0] as Float32Array)];
    }
    return last;
  });
}

function lossOf(network: Network, input: tf.Tensor): tf.Scalar {
  const output = network.forward([input], RUN)[network.logits]!;
  return tf.sum(tf.mul(output, tf.reshape(tf.sin(tf.range(1, output.size + 1)), output.shape)));
}

beforeAll(openCpuAndWasm);

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  it.each(CASES.map((each) => [each.about, each] as const))('%s gives what the float interpreter gives', async (_, each) => {
    await tf.setBackend(backend);
    const network = open(each);
    const given = tf.tidy(() => network.forward([batchOf(each)], RUN)[network.logits]!.dataSync());
    const worst = Math.max(...interpreted(each).map((value, i) => Math.abs(given[i]! - value)));
    expect(worst).toBeLessThan(1e-5);
  });

  it.each(CASES.map((each) => [each.about, each] as const))('%s has the gradients of central differences', async (_, each) => {
    await tf.setBackend(backend);
    const network = open(each);
    const input = batchOf(each);
    const random = createRandom(11);
    const { grads } = tf.variableGrads(() => lossOf(network, input));
    let checked = 0;
    for (const [key, { variable }] of network.parameters) {
      const gradient = grads[variable.name]!.dataSync<'float32'>();
      const magnitude = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const entries = Array.from({ length: 4 }, () => random.int(0, variable.size - 1));
      for (const entry of entries) {
        const slope = slopeAt(variable, entry, () => lossOf(network, input));
        if (slope === undefined) continue;
        expect(Math.abs(gradient[entry]! - slope), key).toBeLessThan(1e-3 * magnitude + 1e-4);
        checked++;
      }
    }
    expect(checked).toBeGreaterThanOrEqual(14);
  });
});

/** Richardson's extrapolation of two central differences; undefined at the bend of a clip or a ReLU, where they disagree. */
function slopeAt(variable: tf.Variable, entry: number, loss: () => tf.Scalar): number | undefined {
  const start = Float32Array.from(variable.dataSync());
  const moved = (by: number): number =>
    tf.tidy(() => {
      variable.assign(
        tf.tensor(
          start.map((value, i) => (i === entry ? value + by : value)),
          variable.shape,
        ),
      );
      return loss().dataSync()[0]!;
    });
  const slope = (by: number): number => (moved(by) - moved(-by)) / (2 * by);
  const [near, far] = [slope(0.02), slope(0.04)];
  const bend = (moved(0.02) + moved(-0.02) - 2 * moved(0)) / 0.02;
  return Math.abs(near - far) > 0.005 * Math.abs(near) + 1e-4 || Math.abs(bend) > 0.05 * Math.abs(near) + 1e-3
    ? undefined
    : (4 * near - far) / 3;
}
