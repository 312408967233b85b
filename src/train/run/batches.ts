/** Samples of a split in batches, shuffled by a seed. */
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/base/random.ts';
import type { Target } from './loss.ts';

/** What training reads of a data set's split. */
export interface Samples {
  readonly count: number;
  readonly labels: Int32Array;
  readonly read: (indices: Int32Array, into: Float32Array) => void | Promise<void>;
  /** The file or row a sample comes from, where there is one to name. */
  readonly nameOf?: (index: number) => string;
}

export interface Batch {
  readonly input: Tensor;
  readonly target: Target;
  readonly size: number;
  readonly dispose: () => void;
}

/** Indices 0 to `count`, in the order of this seed; in their own where it is undefined. */
export function orderOf(count: number, seed: number | undefined): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  if (seed === undefined) return order;
  const random = createRandom(seed);
  for (let i = count - 1; i > 0; i--) {
    const other = random.int(0, i);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

export interface BatchShape {
  /** Of one sample, as the network takes it. */
  readonly shape: readonly number[];
  readonly labelSmoothing: number;
}

/** Changes a batch in place before it is used. */
export type Augment = (batch: Float32Array, indices: Int32Array) => void;

export async function readBatch(
  samples: Samples,
  indices: Int32Array,
  { shape, labelSmoothing }: BatchShape,
  augment?: Augment,
): Promise<Batch> {
  const size = shape.reduce((product, each) => product * each, 1);
  const values = new Float32Array(indices.length * size);
  await samples.read(indices, values);
  augment?.(values, indices);
  const input = tensor(values, [indices.length, ...shape]);
  const target: Target =
    samples.labels.length === 0
      ? { kind: 'values', values: input }
      : { kind: 'classes', labels: indices.map((index) => samples.labels[index]!), smoothing: labelSmoothing };
  return { input, target, size: indices.length, dispose: () => input.dispose() };
}
