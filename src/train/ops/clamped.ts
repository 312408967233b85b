import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { CLAMP, CLAMP_GRADIENT } from '../wasm/passes.ts';
import type { ActivationRange, ClampName } from './activation-range.ts';
import { RANGES } from './activation-range.ts';
import { callFused, isFused } from './fused.ts';

/** ReLU and ReLU6; the gradient passes in (low, high] and is one pass over the tensor where the backend has our kernel. */
export function clamped<T extends Tensor>(x: T, name: ClampName): T {
  if (name === 'none') return x;
  const range = RANGES[name];
  return tf.customGrad((value, save) => {
    const input = value as Tensor;
    (save as (saved: Tensor[]) => void)([input]);
    return { value: clampTo(input, range), gradFunc: (dy: Tensor, [saved]: Tensor[]) => clampGradient(dy, saved!, range) };
  })(x) as T;
}

export function clampTo(x: Tensor, { low, high }: ActivationRange): Tensor {
  if (isFused(CLAMP)) return callFused(CLAMP, { x }, { low, high })[0]!;
  const above = low === -Infinity ? x : tf.maximum(x, low);
  return high === Infinity ? above : tf.minimum(above, high);
}

export function clampGradient(dy: Tensor, x: Tensor, { low, high }: ActivationRange): Tensor {
  if (isFused(CLAMP_GRADIENT)) return callFused(CLAMP_GRADIENT, { dy, x }, { low, high })[0]!;
  const above = low === -Infinity ? dy : tf.mul(dy, tf.cast(tf.greater(x, low), 'float32'));
  return high === Infinity ? above : tf.mul(above, tf.cast(tf.lessEqual(x, high), 'float32'));
}
