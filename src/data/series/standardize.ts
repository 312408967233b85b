import type { Dataset, Split } from '../dataset.ts';

/** Windows looked at. */
const MAX_SAMPLES = 4096;

/** The data set with each channel (last dimension) shifted and scaled to mean 0 and deviation 1 over its training part. */
export async function standardized(dataset: Dataset): Promise<Dataset> {
  const channels = dataset.sampleShape.at(-1)!;
  const size = dataset.sampleShape.reduce((product, length) => product * length, 1);
  const { mean, deviation } = await moments(dataset.splits.train, size, channels);
  const scale = (split: Split): Split => ({
    ...split,
    read: (indices, into) => {
      const apply = (): void => {
        for (let i = 0; i < indices.length * size; i++) into[i] = (into[i]! - mean[i % channels]!) / deviation[i % channels]!;
      };
      const pending = split.read(indices, into);
      return pending === undefined ? apply() : pending.then(apply);
    },
  });
  const { train, validation, test } = dataset.splits;
  return {
    ...dataset,
    splits: { train: scale(train), validation: scale(validation), test: scale(test) },
    standardization: { mean: [...mean], deviation: [...deviation] },
  };
}

/** A channel that never changes keeps its scale. */
async function moments(train: Split, size: number, channels: number): Promise<{ mean: Float64Array; deviation: Float64Array }> {
  const count = Math.min(train.count, MAX_SAMPLES);
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const sample = new Float32Array(size);
  for (let i = 0; i < count; i++) {
    await train.read(Int32Array.of(Math.floor((i * train.count) / count)), sample);
    sample.forEach((value, k) => {
      sums[k % channels]! += value;
      squares[k % channels]! += value * value;
    });
  }
  const perChannel = (count * size) / channels;
  const mean = sums.map((sum) => sum / perChannel);
  const deviation = squares.map((square, k) => Math.sqrt(Math.max(0, square / perChannel - mean[k]! ** 2)) || 1);
  return { mean, deviation };
}
