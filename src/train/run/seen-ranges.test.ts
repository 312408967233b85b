import { setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { SeenRanges, withoutOutliers } from './seen-ranges.ts';

beforeAll(openCpuAndWasm);

it('what a step reaches is the widest of what passed, by group', async () => {
  await setBackend('wasm');
  const seen = new SeenRanges('extremes');
  seen.see(1, tensor1d([-1, 3]));
  seen.see(1, tensor1d([-2, 0]));
  seen.see(7, tensor1d([5]));
  expect([...(await seen.settled())]).toEqual([
    [1, { low: -2, high: 3 }],
    [7, { low: 5, high: 5 }],
  ]);
});

it('without outliers, it is narrower by the few values furthest out', async () => {
  await setBackend('wasm');
  const values = Float32Array.from({ length: 4000 }, (_, i) => i);
  values[17] = -1e6;
  values[18] = -1e6;
  values[2000] = 1e6;
  values[2001] = 1e6;
  expect(withoutOutliers(values)).toEqual({ low: 0, high: 3999 });
  const seen = new SeenRanges('percentile');
  seen.see(1, tensor1d(values));
  expect((await seen.settled()).get(1)).toEqual({ low: 0, high: 3999 });
});

it('of a few values, none is an outlier', () => {
  expect(withoutOutliers(Float32Array.of(3, -9, 4))).toEqual({ low: -9, high: 4 });
});
