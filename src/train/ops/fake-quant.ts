import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Grid } from '../wasm/recurrences.ts';
import type { Levels } from '../wasm/updates.ts';
import { FAKE_QUANTIZE, FAKE_QUANTIZE_GRADIENT } from '../wasm/updates.ts';
import { callFused, isFused } from './fused.ts';

export type { Levels } from '../wasm/updates.ts';

/**
 * x rounded to `(clamp(round(x / scale) + zero, low, high) - zero) x scale`, ties to even. `scale` and `zero` have one entry, or one for each
 * index of `levels.axis`. The gradient goes straight through where nothing was clamped; the scale's is that of learned step sizes (LSQ, without
 * its damping factor).
 */
export function fakeQuant<T extends Tensor>(x: T, scale: Tensor1D, zero: Tensor1D, levels: Levels): T {
  return tf.customGrad((...args) => {
    const save = args.pop() as unknown as (saved: Tensor[]) => void;
    const [input, steps] = args as unknown as [Tensor, Tensor];
    save([input, steps, zero]);
    return {
      value: rounded(input, steps, zero, levels),
      gradFunc: (dy: Tensor, [x1, scale1, zero1]: Tensor[]) => gradients(dy, x1!, scale1!, zero1!, levels),
    };
  })(x, scale) as T;
}

/** The same on one grid for all. */
export function roundedTo<T extends Tensor>(x: T, { scale, zeroPoint, low, high }: Grid): T {
  return fakeQuant(x, tf.tensor1d([scale]), tf.tensor1d([zeroPoint]), { low, high, axis: 0 });
}

/** Scales as they broadcast against x. */
function along(x: Tensor, values: Tensor, axis: number): Tensor {
  return values.size === 1
    ? tf.reshape(values, [])
    : tf.reshape(
        values,
        x.shape.map((side, i) => (i === axis ? side : 1)),
      );
}

function rounded(x: Tensor, scale: Tensor, zero: Tensor, levels: Levels): Tensor {
  if (isFused(FAKE_QUANTIZE)) return callFused(FAKE_QUANTIZE, { x, scale, zero }, levels)[0]!;
  const [step, origin] = [along(x, scale, levels.axis), along(x, zero, levels.axis)];
  const level = tf.add(tf.round(tf.div(x, step)), origin);
  return tf.mul(tf.sub(tf.clipByValue(level, levels.low, levels.high), origin), step);
}

function gradients(dy: Tensor, x: Tensor, scale: Tensor, zero: Tensor, levels: Levels): Tensor[] {
  if (isFused(FAKE_QUANTIZE_GRADIENT)) return callFused(FAKE_QUANTIZE_GRADIENT, { dy, x, scale, zero }, levels);
  const [step, origin] = [along(x, scale, levels.axis), along(x, zero, levels.axis)];
  const ratio = tf.div(x, step);
  const level = tf.add(tf.round(ratio), origin);
  const inside = tf.cast(tf.logicalAnd(tf.greaterEqual(level, levels.low), tf.lessEqual(level, levels.high)), 'float32');
  const slope = tf.sub(tf.sub(tf.clipByValue(level, levels.low, levels.high), origin), tf.mul(ratio, inside));
  const axes = x.shape.flatMap((_, axis) => (scale.size > 1 && axis === levels.axis ? [] : [axis]));
  return [tf.mul(dy, inside), tf.reshape(tf.sum(tf.mul(dy, slope), axes), scale.shape)];
}
