import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { ADAM_UPDATE } from '../wasm/updates.ts';
import { callFused, isFused } from './fused.ts';
import { own } from './own.ts';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled (AdamW): weights shrink by learning rate x this at every step. */
  readonly weightDecay: number;
}

export interface AdamState {
  readonly m: Variable;
  readonly v: Variable;
}

/** One step, the `step`-th counted from 1, of a parameter in place; `gradient` is the caller's to dispose. */
export function adamUpdate(parameter: Variable, gradient: Tensor, { m, v }: AdamState, step: number, options: AdamOptions): void {
  const { learningRate, beta1, beta2, weightDecay } = options;
  const root = Math.sqrt(1 - beta2 ** step);
  const attrs = {
    beta1,
    beta2,
    rate: (learningRate * root) / (1 - beta1 ** step),
    epsilon: options.epsilon * root,
    keep: 1 - learningRate * weightDecay,
  };
  if (isFused(ADAM_UPDATE)) {
    for (const each of [parameter, m, v]) own(each);
    callFused(ADAM_UPDATE, { parameter, gradient, m, v }, attrs);
  } else tf.tidy(() => composed(parameter, gradient, { m, v }, attrs));
}

function composed(
  parameter: Variable,
  gradient: Tensor,
  { m, v }: AdamState,
  { rate, beta1, beta2, epsilon, keep }: { rate: number; beta1: number; beta2: number; epsilon: number; keep: number },
): void {
  m.assign(tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1)));
  v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
  const change = tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon));
  parameter.assign(tf.sub(tf.mul(parameter, keep), change));
}
