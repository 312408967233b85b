import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { ADD_BIAS, SUM_PLACES } from '../wasm/passes.ts';
import { callFused, isFused } from './fused.ts';

/** x plus a bias a channel, the last axis. */
export function addBias<T extends Tensor>(x: T, bias: Tensor1D): T {
  if (!isFused(ADD_BIAS)) return tf.add(x, bias);
  return tf.customGrad((value, offsets) => ({
    value: callFused(ADD_BIAS, { x: value as Tensor, bias: offsets as Tensor })[0]!,
    gradFunc: (dy: Tensor) => [dy, callFused(SUM_PLACES, { x: dy })[0]!],
  }))(x, bias) as T;
}
