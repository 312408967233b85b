import {
  add,
  cast,
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

/** What a batch is to become: a class a sample, or the sample itself. */
export type Target =
  | { readonly kind: 'classes'; readonly labels: Int32Array; readonly smoothing: number }
  | { readonly kind: 'values'; readonly values: Tensor };

/** Mean over the batch: cross-entropy of logits, or squared error. */
export function lossOf(output: Tensor, target: Target): Scalar {
  if (target.kind === 'values') return mean(squaredDifference(reshape(target.values, output.shape), output));
  const logits = reshape<Rank.R2>(output, [target.labels.length, -1]);
  const wanted = oneHot(tensor1d(target.labels, 'int32'), logits.shape[1]);
  const smoothed = target.smoothing > 0 ? add(mul(wanted, 1 - target.smoothing), target.smoothing / logits.shape[1]) : wanted;
  return softmaxCrossEntropy(logits, cast<Tensor2D>(smoothed as Tensor2D, 'float32'));
}
