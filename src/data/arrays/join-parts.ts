import { fail, ok, type Result } from '../../core/base/result.ts';
import { elementCount } from '../../core/graph/tensor.ts';
import type { SplitOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset, SplitName } from '../dataset.ts';
import { joinedStores } from '../store/record-store.ts';
import { arrayBytes, arraySamples, arrayValues, type ArraySamples, type NumberArray } from './number-array.ts';

/** Samples with their classes, all for training or all for the test. */
export interface Part {
  readonly split: SplitName;
  readonly samples: ArraySamples;
  readonly labels: readonly number[];
}

const MAX_LABEL_BYTES = 2 ** 28;

/** Samples and their labels, one each: class numbers, or rows with a one at the class. */
export async function partOf(split: SplitName, samples: NumberArray, labels: NumberArray): Promise<Result<Part>> {
  const where = samples.file.path;
  const [count, width = 1, ...more] = labels.shape;
  if (samples.shape[0] !== count || more.length > 0)
    return fail(`${where}: ${samples.shape[0]} samples have ${labels.shape.join(' x ')} labels`);
  if (arrayBytes(labels) > MAX_LABEL_BYTES) return fail(`${labels.file.path}: it holds too many labels`);
  const values = await arrayValues(labels);
  const classes = width === 1 ? values : oneHotClasses(values, width);
  const bad = classes.findIndex((label) => !Number.isInteger(label));
  if (bad >= 0) return fail(`${labels.file.path}: label ${bad} is ${classes[bad]}; classes are whole numbers`);
  return ok({ split, samples: await arraySamples(samples), labels: classes });
}

function oneHotClasses(values: readonly number[], width: number): number[] {
  return Array.from({ length: values.length / width }, (_, row) => {
    const scores = values.slice(row * width, (row + 1) * width);
    return scores.indexOf(Math.max(...scores));
  });
}

/** Parts of the same sample shape as one data set. */
export function joinParts(name: string, parts: readonly Part[], options: SplitOptions): Result<Dataset> {
  const [first] = parts;
  if (first === undefined) return fail(`${name}: there are no samples in it`);
  const { kind, shape } = first.samples;
  const other = parts.find(({ samples }) => samples.shape.join() !== shape.join());
  if (other !== undefined)
    return fail(`${name}: samples of ${shape.join(' x ')} and of ${other.samples.shape.join(' x ')} do not go together`);
  const store = joinedStores(
    parts.map(({ samples }) => samples.store),
    elementCount(shape),
  );
  const classNames = parts.flatMap(({ labels }) => labels.map(String));
  const given = parts.flatMap(({ labels, split }) => labels.map(() => split));
  return assemble({ name, kind, shape, store, classNames, given, skipped: [] }, options);
}
