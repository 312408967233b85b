import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { MEAN_PLACES, SPREAD_MEAN } from '../wasm/passes.ts';
import { callFused, isFused } from './fused.ts';

/** The mean over all axes but the first and the last: [images, .., channels] to [images, channels]. */
export function globalMean(x: Tensor): Tensor2D {
  const axes = x.shape.slice(1, -1).map((_, axis) => axis + 1);
  if (!isFused(MEAN_PLACES)) return tf.mean(x, axes);
  const { shape } = x;
  return tf.customGrad((value) => ({
    value: callFused(MEAN_PLACES, { x: value as Tensor })[0]!,
    gradFunc: (dy: Tensor) => callFused(SPREAD_MEAN, { dy }, { shape })[0]!,
  }))(x) as Tensor2D;
}
