import { isOpKind, OPS, type OpKind } from '../../ops/registry.ts';
import type { OpSpec } from '../../ops/op.ts';

/**
 * What an operation is called in links. Append only: a number is never given again, for links open for ever. So do the order of a
 * kind's fields, the order of a field's choices, and defaults: new fields and choices go last.
 */
const NUMBERS: Readonly<Record<OpKind, number>> = {
  input: 0,
  conv2d: 1,
  depthwise_conv2d: 2,
  dense: 3,
  add: 4,
  concat: 5,
  max_pool2d: 6,
  avg_pool2d: 7,
  relu: 8,
  batch_norm: 9,
  conv1d: 10,
  conv_transpose2d: 11,
  depthwise_conv1d: 12,
  embedding: 13,
  max_pool1d: 14,
  avg_pool1d: 15,
  global_avg_pool: 16,
  global_max_pool: 17,
  mean: 18,
  mul: 19,
  sub: 20,
  minimum: 21,
  maximum: 22,
  relu6: 23,
  leaky_relu: 24,
  hard_swish: 25,
  sigmoid: 26,
  tanh: 27,
  softmax: 28,
  lstm: 29,
  gru: 30,
  svdf: 31,
  flatten: 32,
  reshape: 33,
  pad: 34,
  upsample: 35,
  slice: 36,
  strided_slice: 37,
  split: 38,
  transpose: 39,
  depth_to_space: 40,
  space_to_depth: 41,
  squeeze: 42,
  expand_dims: 43,
  dropout: 44,
  quantize: 45,
  dequantize: 46,
  constant: 47,
  opaque: 48,
};

const BY_NUMBER: ReadonlyMap<number, OpSpec> = new Map(
  Object.entries(NUMBERS).flatMap(([kind, number]) => (isOpKind(kind) ? [[number, OPS[kind]] as const] : [])),
);

export function opNumber(kind: OpKind): number {
  return NUMBERS[kind];
}

/** The operation with this number; undefined for one of a newer version. */
export function opOfNumber(number: unknown): OpSpec | undefined {
  return typeof number === 'number' ? BY_NUMBER.get(number) : undefined;
}
