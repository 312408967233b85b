import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { MOMENTUM_UPDATE } from '../wasm/updates.ts';
import { callFused, isFused } from './fused.ts';
import { own } from './own.ts';

export interface MomentumOptions {
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Decoupled: weights shrink by learning rate x this at every step. */
  readonly weightDecay: number;
}

/** One step of stochastic gradient descent with momentum, in place; `gradient` is the caller's to dispose. */
export function momentumUpdate(parameter: Variable, gradient: Tensor, velocity: Variable, options: MomentumOptions): void {
  const { learningRate: rate, momentum, nesterov, weightDecay } = options;
  const keep = 1 - rate * weightDecay;
  if (isFused(MOMENTUM_UPDATE)) {
    for (const each of [parameter, velocity]) own(each);
    callFused(MOMENTUM_UPDATE, { parameter, gradient, velocity }, { rate, momentum, nesterov, keep });
    return;
  }
  tf.tidy(() => {
    velocity.assign(tf.add(tf.mul(velocity, momentum), gradient));
    const direction = nesterov ? tf.add(tf.mul(velocity, momentum), gradient) : velocity;
    parameter.assign(tf.sub(tf.mul(parameter, keep), tf.mul(direction, rate)));
  });
}
