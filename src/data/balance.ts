import { SPLIT_NAMES, type ClassCount, type DatasetFacts } from '../core/dataset/facts.ts';
import type { Dataset } from './dataset.ts';

/** Samples of each class in each split. */
export function balanceOf({ classes, splits }: Dataset): ClassCount[] {
  const counted = SPLIT_NAMES.map((split) => {
    const counts = new Int32Array(classes.length);
    for (const label of splits[split].labels) counts[label]!++;
    return counts;
  });
  return classes.map((name, i) => {
    const [train, validation, test] = counted.map((counts) => counts[i]!);
    return { name, counts: { train: train!, validation: validation!, test: test! } };
  });
}

/** Weights of the classes in the loss, inverse to their share of the training samples, 1 on average over these. */
export function classWeights(dataset: Dataset): Float32Array {
  const counts = balanceOf(dataset).map((each) => each.counts.train);
  const present = counts.filter((count) => count > 0).length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float32Array.from(counts, (count) => (count === 0 ? 0 : total / (present * count)));
}

/** The data set without its samples. */
export function factsOf(dataset: Dataset): DatasetFacts {
  const { splits, ...traits } = dataset;
  const counts = { train: splits.train.count, validation: splits.validation.count, test: splits.test.count };
  return { ...traits, counts, balance: balanceOf(dataset) };
}
