import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

export type Pair = readonly [number, number];

export interface ConvolutionOptions {
  readonly strides: Pair;
  readonly pad: 'same' | 'valid';
  readonly dilations: Pair;
}

/** Convolution of NHWC images. TensorFlow.js has no gradient for dilated filters, so these get zeros between their taps instead. */
export function convolution(x: Tensor4D, filter: Tensor4D, { strides, pad, dilations }: ConvolutionOptions): Tensor4D {
  return tf.conv2d(x, spread(filter, dilations), [...strides], pad);
}

function spread(filter: Tensor4D, [down, across]: Pair): Tensor4D {
  if (down === 1 && across === 1) return filter;
  const [h, w, channels, filters] = filter.shape;
  const [tall, wide] = [(h - 1) * down + 1, (w - 1) * across + 1];
  const rows = tf.pad3d(tf.reshape(filter, [h, 1, w * channels * filters]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const spreadRows = tf.slice(tf.reshape(rows, [h * down, w, channels * filters]), 0, tall);
  const columns = tf.pad4d(tf.reshape(spreadRows, [tall, w, 1, channels * filters]), [
    [0, 0],
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  return tf.slice(tf.reshape(columns, [tall, w * across, channels, filters]), [0, 0, 0, 0], [tall, wide, channels, filters]) as Tensor4D;
}
