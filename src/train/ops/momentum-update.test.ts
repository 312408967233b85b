import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { momentumUpdate } from './momentum-update.ts';

beforeAll(openCpuAndWasm);

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
