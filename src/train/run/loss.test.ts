import { setBackend, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { lossOf } from './loss.ts';

beforeAll(openCpuAndWasm);

describe.each(['cpu', 'wasm'] as const)('the loss, on %s', (backend) => {
  it('counts a sample as much as its class', async () => {
    await setBackend(backend);
    const logits = tensor2d([
      [0, 0],
      [0, Math.log(3)],
    ]);
    const target = { kind: 'classes', labels: Int32Array.of(0, 1), smoothing: 0 } as const;
    expect(lossOf(logits, target).dataSync()[0]).toBeCloseTo((Math.log(2) + Math.log(4 / 3)) / 2, 5);
    const weighed = { ...target, lesson: { classWeights: Float32Array.of(3, 1) } };
    expect(lossOf(logits, weighed).dataSync()[0]).toBeCloseTo((3 * Math.log(2) + Math.log(4 / 3)) / 2, 5);
  });
});
