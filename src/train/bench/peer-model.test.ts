import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCpuAndWasm, relativeDifference } from '../../testing/train-backends.ts';
import { momentumUpdate } from '../ops/momentum-update.ts';
import { createPeerModel } from './peer-model.ts';
import type { PeerNetwork } from './peer-networks.ts';

const SMALL: PeerNetwork = {
  name: 'small',
  input: [9, 8, 2],
  layers: [
    { kind: 'conv', filters: 6, size: 3, stride: 2 },
    { kind: 'depthwise', stride: 1 },
    { kind: 'residual', filters: 8, stride: 2 },
  ],
  outputs: 3,
  loss: 'cross-entropy',
};

/** Losses of some steps on one batch, and how many tensors each step after the first left behind. */
function lossesOf(steps: number): { readonly losses: readonly number[]; readonly left: number } {
  const model = createPeerModel(SMALL, 5);
  const x = tf.randomNormal([6, ...SMALL.input], 0, 1, 'float32', 3);
  const targets = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3), 'float32') as tf.Tensor2D);
  const first = model.train(x, targets);
  const before = tf.memory().numTensors;
  const losses = [first, ...Array.from({ length: steps - 1 }, () => model.train(x, targets))];
  const left = tf.memory().numTensors - before;
  model.dispose();
  tf.dispose([x, targets]);
  return { losses, left };
}

beforeAll(openCpuAndWasm);

describe('training with Adam', () => {
  it('loses the same on WebAssembly as on the cpu backend, and less at every step', async () => {
    await tf.setBackend('cpu');
    const expected = lossesOf(12).losses;
    await tf.setBackend('wasm');
    const actual = lossesOf(12).losses;
    expect(relativeDifference(actual, expected)).toBeLessThan(1e-3);
    expect(actual.toSorted((a, b) => b - a)).toEqual(actual);
  });

  it('repeats bit for bit on WebAssembly, and leaves no tensor behind', async () => {
    await tf.setBackend('wasm');
    const [once, again] = [lossesOf(8), lossesOf(8)];
    expect(again.losses).toEqual(once.losses);
    expect(once.left).toBe(0);
  });
});

describe('gradient descent with momentum', () => {
  it.each(['cpu', 'wasm'] as const)('moves a parameter in place and leaves what shared its data alone, on %s', async (backend) => {
    await tf.setBackend(backend);
    const initial = tf.tensor1d([1, 2, 3, 4, 5]);
    const [parameter, velocity] = [tf.variable(initial), tf.variable(tf.zeros([5]))];
    const options = { learningRate: 0.5, momentum: 0.5, nesterov: false, weightDecay: 0 };
    for (let step = 0; step < 2; step++) momentumUpdate(parameter, tf.tensor1d([1, 0, -1, 2, 4]), velocity, options);
    expect(Array.from(parameter.dataSync())).toEqual([-0.25, 2, 4.25, 1.5, 0]);
    expect(Array.from(initial.dataSync())).toEqual([1, 2, 3, 4, 5]);
  });
});
