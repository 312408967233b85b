import {
  add,
  cast,
  gather,
  mean,
  mul,
  oneHot,
  reshape,
  squaredDifference,
  tensor1d,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { distillationLoss, type Distillation } from './distillation-loss.ts';

/** What a batch is to become: a class a sample, or the sample itself. */
export type Target =
  | { readonly kind: 'classes'; readonly labels: Int32Array; readonly smoothing: number; readonly lesson?: Lesson | undefined }
  | { readonly kind: 'values'; readonly values: Tensor };

/** How classes are taught besides their labels. */
export interface Lesson {
  /** How much a sample of each class counts. */
  readonly classWeights?: Float32Array | undefined;
  /** What another network makes of the batch, [batch, classes]. */
  readonly teacher?: { readonly logits: Tensor; readonly distillation: Distillation } | undefined;
}

/** Mean over the batch: cross-entropy of logits, or squared error. */
export function lossOf(output: Tensor, target: Target): Scalar {
  if (target.kind === 'values') return mean(squaredDifference(reshape(target.values, output.shape), output));
  const { labels, lesson } = target;
  const logits = reshape<Rank.R2>(output, [labels.length, -1]);
  const targets = targetsOf(target, logits.shape[1]);
  if (lesson?.teacher === undefined) return softmaxCrossEntropy(logits, targets);
  return distillationLoss(logits, targets, reshape<Rank.R2>(lesson.teacher.logits, logits.shape), lesson.teacher.distillation);
}

/** A distribution a sample, times the weight of its class. */
function targetsOf({ labels, smoothing, lesson }: Extract<Target, { readonly kind: 'classes' }>, classes: number): Tensor2D {
  const indices = tensor1d(labels, 'int32');
  const wanted = oneHot(indices, classes);
  const smoothed = smoothing > 0 ? add(mul(wanted, 1 - smoothing), smoothing / classes) : wanted;
  const targets = cast(smoothed, 'float32') as Tensor2D;
  if (lesson?.classWeights === undefined) return targets;
  return mul(targets, reshape(gather(tensor1d(lesson.classWeights), indices), [-1, 1]));
}
