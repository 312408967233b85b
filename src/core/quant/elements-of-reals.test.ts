import { describe, expect, it } from 'vitest';
import type { DeployedTensor } from '../graph/deployed.ts';
import { elementsOfReals } from './elements-of-reals.ts';

const tensor = (type: DeployedTensor['type'], scale?: number, zeroPoint = 0): DeployedTensor => ({
  name: 'x',
  shape: [4],
  type,
  role: 'activation',
  bytes: 4,
  scaleCount: scale === undefined ? 0 : 1,
  ...(scale === undefined ? {} : { quantization: { scales: [scale], zeroPoints: [zeroPoint], axis: 0 } }),
});

describe('reals as a tensor holds them', () => {
  it('are rounded to the nearest step, halves away from 0, and clipped', () => {
    expect([...elementsOfReals([0.25, -0.25, 1000, -1000], tensor('int8', 0.5))]).toEqual([1, -1, 127, -128]);
    expect([...elementsOfReals([0, 1, 2, 300], tensor('uint8', 1, 3))]).toEqual([3, 4, 5, 255]);
    expect([...elementsOfReals([0.5, -0.75, 2 ** 40, 0], tensor('int32', 0.25))]).toEqual([2, -3, 2 ** 31 - 1, 0]);
  });

  it('stay as they are where the tensor is not quantised', () => {
    expect([...elementsOfReals([0.25, -1, 2, 3], tensor('float32'))]).toEqual([0.25, -1, 2, 3]);
    expect([...elementsOfReals([7, 8, 9, 1], tensor('int64'))]).toEqual([7n, 8n, 9n, 1n]);
  });
});
