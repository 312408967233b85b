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

/** The data set without its samples. */
export function factsOf(dataset: Dataset): DatasetFacts {
  const { splits, ...traits } = dataset;
  const counts = { train: splits.train.count, validation: splits.validation.count, test: splits.test.count };
  return { ...traits, counts, balance: balanceOf(dataset) };
}
