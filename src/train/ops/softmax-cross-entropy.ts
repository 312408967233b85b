import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { SOFTMAX_CROSS_ENTROPY } from '../wasm/passes.ts';
import { callFused, isFused } from './fused.ts';

/** Each row's cross-entropy of softmax(logits) against a target distribution; targets get no gradient. Rows of weights sum as they are. */
export function softmaxCrossEntropyRows(logits: Tensor2D, targets: Tensor2D): Tensor1D {
  return tf.customGrad((value, save) => {
    const [losses, gradient] = lossesAndGradient(value as Tensor, targets);
    (save as (saved: Tensor[]) => void)([gradient]);
    return { value: losses, gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(saved!, tf.expandDims(dy, 1)) };
  })(logits) as Tensor1D;
}

/** The mean over the batch. */
export function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): Scalar {
  return tf.mean(softmaxCrossEntropyRows(logits, targets));
}

function lossesAndGradient(logits: Tensor, targets: Tensor): [Tensor, Tensor] {
  if (isFused(SOFTMAX_CROSS_ENTROPY)) return callFused(SOFTMAX_CROSS_ENTROPY, { logits, targets }) as [Tensor, Tensor];
  const logs = tf.logSoftmax(logits);
  const losses = tf.neg(tf.sum(tf.mul(targets, logs), 1));
  return [losses, tf.sub(tf.mul(tf.exp(logs), tf.sum(targets, 1, true)), targets)];
}
