import { tensor2d, valueAndGrad, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCpuAndWasm, valuesOn } from '../../testing/train-backends.ts';
import { distillationLoss, type Distillation } from './distillation-loss.ts';

/** Student logits 0 and 2, class 1; the teacher's logits are 0 and 2 ln 3: at temperature 2 it gives 1/4 and 3/4. */
function lossAndGradient(options: Distillation) {
  const targets = tensor2d([[0, 1]]);
  const teacher = tensor2d([[0, 2 * Math.log(3)]]);
  const { value, grad } = valueAndGrad((logits) => distillationLoss(logits as Tensor2D, targets, teacher, options))(tensor2d([[0, 2]]));
  return [value, grad];
}

beforeAll(openCpuAndWasm);

describe.each(['cpu', 'wasm'] as const)('the loss of distillation, on %s', (backend) => {
  it.each([
    ['labels alone', 0, 0.126928, 0.119203],
    ['half of each', 0.5, 1.189987, 0.078543],
    ['the teacher alone', 1, 2.253047, 0.037883],
  ])('is that of %s', async (_name, share, loss, slope) => {
    const [value, gradient] = await valuesOn(backend, () => lossAndGradient({ temperature: 2, share }));
    expect(value![0]).toBeCloseTo(loss, 5);
    expect(gradient![0]).toBeCloseTo(slope, 5);
    expect(gradient![1]).toBeCloseTo(-slope, 5);
  });
});
