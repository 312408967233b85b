import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { CHANNEL_MOMENTS, CHANNEL_NORMALIZE, CHANNEL_NORMALIZE_GRADIENT } from '../wasm/normalization.ts';
import type { ActivationRange, ClampName } from './activation-range.ts';
import { RANGES } from './activation-range.ts';
import { clampGradient, clampTo } from './clamped.ts';
import { callFused, isFused } from './fused.ts';

export interface BatchNormResult<T extends Tensor> {
  readonly y: T;
  /** Mean and variance (divided by the number of places) of each channel of this batch, for the running ones; no gradient passes them. */
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

/** Batch normalization of the last axis by the batch's own statistics, clamped after; its gradient goes through the statistics too. */
export function batchNormTraining<T extends Tensor>(
  x: T,
  gamma: Tensor1D,
  beta: Tensor1D,
  { epsilon, clamp = 'none' }: { readonly epsilon: number; readonly clamp?: ClampName },
): BatchNormResult<T> {
  const range = RANGES[clamp];
  const [mean, variance] = momentsOf(x);
  const y = tf.customGrad((...args) => {
    const save = args.pop() as unknown as (saved: Tensor[]) => void;
    const [input, scale, offset] = args as unknown as [Tensor, Tensor, Tensor];
    save([input, scale, offset, mean, variance]);
    return {
      value: normalized({ x: input, gamma: scale, beta: offset, mean, variance }, epsilon, range),
      gradFunc: (dy: Tensor, [x1, gamma1, beta1, mean1, variance1]: Tensor[]) =>
        gradients(dy, { x: x1!, gamma: gamma1!, beta: beta1!, mean: mean1!, variance: variance1! }, epsilon, range),
    };
  })(x, gamma, beta) as T;
  return { y, mean, variance };
}

interface Parts {
  readonly x: Tensor;
  readonly gamma: Tensor;
  readonly beta: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

function momentsOf(x: Tensor): [Tensor1D, Tensor1D] {
  if (isFused(CHANNEL_MOMENTS)) return callFused(CHANNEL_MOMENTS, { x }) as [Tensor1D, Tensor1D];
  const { mean, variance } = tf.moments(x, axesOf(x));
  return [mean as Tensor1D, variance as Tensor1D];
}

function axesOf(x: Tensor): number[] {
  return x.shape.slice(0, -1).map((_, axis) => axis);
}

function normalized(parts: Parts, epsilon: number, range: ActivationRange): Tensor {
  if (isFused(CHANNEL_NORMALIZE)) return callFused(CHANNEL_NORMALIZE, { ...parts }, { epsilon, ...range })[0]!;
  return clampTo(unclamped(parts, epsilon), range);
}

function unclamped({ x, gamma, beta, mean, variance }: Parts, epsilon: number): Tensor {
  const factor = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(x, factor), tf.sub(beta, tf.mul(mean, factor)));
}

function gradients(dy: Tensor, parts: Parts, epsilon: number, range: ActivationRange): Tensor[] {
  if (isFused(CHANNEL_NORMALIZE_GRADIENT)) return callFused(CHANNEL_NORMALIZE_GRADIENT, { dy, ...parts }, { epsilon, ...range });
  const { x, gamma, mean, variance } = parts;
  const inner = clampGradient(dy, unclamped(parts, epsilon), range);
  const spread = tf.rsqrt(tf.add(variance, epsilon));
  const standard = tf.mul(tf.sub(x, mean), spread);
  const [dBeta, dGamma] = [tf.sum(inner, axesOf(x)), tf.sum(tf.mul(inner, standard), axesOf(x))];
  const places = x.size / gamma.size;
  const centred = tf.sub(tf.sub(inner, tf.div(dBeta, places)), tf.mul(standard, tf.div(dGamma, places)));
  return [tf.mul(centred, tf.mul(gamma, spread)), dGamma, dBeta];
}
