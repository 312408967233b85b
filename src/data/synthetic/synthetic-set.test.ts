import { describe, expect, it } from 'vitest';
import type { Dataset, Split } from '../dataset.ts';
import { SYNTHETIC_SETS } from '../open/synthetic-sets.ts';
import { openSynthetic, type SyntheticOptions, type SyntheticSet } from './synthetic-set.ts';

async function open(set: SyntheticSet, options: SyntheticOptions): Promise<Dataset> {
  const dataset = await openSynthetic(set, options);
  if (!dataset.ok) throw new Error(dataset.error.message);
  return dataset.value;
}

async function all(split: Split, size: number): Promise<Float32Array> {
  const into = new Float32Array(split.count * size);
  await split.read(
    Int32Array.from({ length: split.count }, (_, i) => i),
    into,
  );
  return into;
}

const SETS = Object.entries(SYNTHETIC_SETS).map(([id, set]) => ({ id, set }));

/** Share of the test samples whose nearest class mean is their own. */
async function nearestMean({ splits: { train, test }, sampleShape, classes }: Dataset): Promise<number> {
  const size = sampleShape.reduce((product, length) => product * length, 1);
  const [known, asked] = await Promise.all([all(train, size), all(test, size)]);
  const means = classes.map((_, label) => {
    const members = [...train.labels.keys()].filter((i) => train.labels[i] === label);
    return Float64Array.from({ length: size }, (_unused, k) => members.reduce((sum, i) => sum + known[i * size + k]!, 0) / members.length);
  });
  const right = [...test.labels].filter((label, i) => {
    const distances = means.map((mean) => mean.reduce((sum, value, k) => sum + (value - asked[i * size + k]!) ** 2, 0));
    return distances.indexOf(Math.min(...distances)) === label;
  });
  return right.length / test.count;
}

describe('a synthetic set', () => {
  it.each(SETS)('is the same from the same seed and another from another: $id', async ({ set }) => {
    const first = async (seed: number): Promise<Float32Array> => {
      const { splits, sampleShape } = await open(set, { samples: 40, seed });
      return all(
        splits.test,
        sampleShape.reduce((product, length) => product * length, 1),
      );
    };
    expect(await first(1)).toEqual(await first(1));
    expect(await first(2)).not.toEqual(await first(1));
  });

  it.each(SETS)('has values a network can take: $id', async ({ set }) => {
    const { splits, sampleShape } = await open(set, { samples: 40 });
    const values = await all(
      splits.train,
      sampleShape.reduce((product, length) => product * length, 1),
    );
    expect(values.every((value) => value > -12 && value < 12)).toBe(true);
    expect(Math.max(...values.subarray(0, 5000)) - Math.min(...values.subarray(0, 5000))).toBeGreaterThan(0.5);
  });

  it.each(SETS)('is not solved by the means of its classes: $id', async ({ set }) => {
    expect(await nearestMean(await open(set, { samples: 210 }))).toBeLessThan(0.9);
  });
});
