import { dispose, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { SplitScore } from '../../core/training/progress.ts';
import type { Network, OnValue } from '../model/network.ts';
import type { Run } from '../model/step.ts';
import { orderOf, readBatch, type BatchShape, type Samples } from './batches.ts';
import { lossOf } from './loss.ts';

const BATCH = 256;

/** Loss and accuracy over a split. */
export async function evaluate(
  network: Network,
  samples: Samples,
  shape: BatchShape,
  run: Omit<Run, 'values'>,
  onValue?: OnValue,
): Promise<SplitScore> {
  let [loss, right] = [0, 0];
  const order = orderOf(samples.count, undefined);
  for (let first = 0; first < samples.count; first += BATCH) {
    const batch = await readBatch(samples, order.subarray(first, first + BATCH), { ...shape, labelSmoothing: 0 });
    const { target } = batch;
    const results = tidy(() => {
      const output = network.forward([batch.input], run, onValue)[network.logits]!;
      return [lossOf(output, target), output.clone()] as [Tensor, Tensor];
    });
    const [mean, outputs] = await Promise.all(results.map((each) => each.data<'float32'>()));
    loss += mean![0]! * batch.size;
    if (target.kind === 'classes') right += countRight(outputs!, target.labels);
    dispose(results);
    batch.dispose();
  }
  return { loss: loss / samples.count, accuracy: samples.labels.length === 0 ? undefined : right / samples.count };
}

function countRight(outputs: ArrayLike<number>, labels: Int32Array): number {
  const classes = outputs.length / labels.length;
  let right = 0;
  labels.forEach((label, row) => {
    if (largestAt(outputs, row * classes, classes) === label) right++;
  });
  return right;
}

/** Place of the largest of `count` values from `first`, counted from there; the first of equal ones. */
export function largestAt(values: ArrayLike<number>, first: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[first + i]! > values[first + best]!) best = i;
  return best;
}
