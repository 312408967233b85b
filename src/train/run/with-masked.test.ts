import { memory, setBackend, square, sub, sum, tensor1d, variable, variableGrads, type Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { momentumUpdate } from '../ops/momentum-update.ts';
import { withMasked } from './with-masked.ts';

beforeAll(openCpuAndWasm);

const PLAIN = { learningRate: 0.5, momentum: 0, nesterov: false, weightDecay: 0 };

describe.each(['cpu', 'wasm'] as const)('a step of the pruned network, on %s', (backend) => {
  beforeEach(() => setBackend(backend));

  it('takes gradients where the masked weights are, and moves the whole ones', () => {
    const [weights, mask, velocity] = [variable(tensor1d([3, -2, 5])), tensor1d([1, 0, 1]), variable(tensor1d([0, 0, 0]))];
    const loss = (): Scalar => sum(square(sub(weights, 1)));
    const { value, grads } = withMasked(new Map([[weights, mask]]), () => variableGrads(loss, [weights]));
    const gradient = grads[weights.name]!;
    expect([...value.dataSync()]).toEqual([4 + 1 + 16]);
    expect([...gradient.dataSync()]).toEqual([4, -2, 8]);
    expect([...weights.dataSync()]).toEqual([3, -2, 5]);
    momentumUpdate(weights, gradient, velocity, PLAIN);
    expect([...weights.dataSync()]).toEqual([1, -1, 1]);
  });

  it('leaves no tensor behind, and the weights whole when it fails', () => {
    const [weights, mask] = [variable(tensor1d([3, -2])), tensor1d([0, 1])];
    const before = memory().numTensors;
    const fail = (): never => {
      throw new Error('out of memory');
    };
    expect(() => withMasked(new Map([[weights, mask]]), fail)).toThrow('out of memory');
    expect([...weights.dataSync()]).toEqual([3, -2]);
    expect(memory().numTensors).toBe(before);
  });
});
