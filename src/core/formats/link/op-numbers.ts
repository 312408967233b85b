import { defined } from '../../base/assert.ts';
import { isOpKind, OPS, type OpKind } from '../../ops/registry.ts';
import type { OpSpec } from '../../ops/op.ts';

/**
 * What an operation is called in links. Append only: a number is never given again, for links open for ever. So do the order of a
 * kind's fields, the order of a field's choices, and defaults: new fields and choices go last.
 */
const NUMBERS: Readonly<Record<string, number>> = {
  input: 0,
  conv2d: 1,
  depthwise_conv2d: 2,
  dense: 3,
  max_pool2d: 4,
  avg_pool2d: 5,
  max_pool1d: 6,
  avg_pool1d: 7,
  add: 8,
  mul: 9,
  sub: 10,
  minimum: 11,
  maximum: 12,
  relu: 13,
  relu6: 14,
  leaky_relu: 15,
  hard_swish: 16,
  sigmoid: 17,
  tanh: 18,
  softmax: 19,
  batch_norm: 20,
  dropout: 21,
  flatten: 22,
  reshape: 23,
  constant: 24,
};

const BY_NUMBER: ReadonlyMap<number, OpSpec> = new Map(
  Object.entries(NUMBERS).flatMap(([kind, number]) => (isOpKind(kind) ? [[number, OPS[kind]] as const] : [])),
);

export function opNumber(kind: OpKind): number {
  return defined(NUMBERS[kind], `link number of ${kind}`);
}

/** The operation with this number; undefined for one of a newer version. */
export function opOfNumber(number: unknown): OpSpec | undefined {
  return typeof number === 'number' ? BY_NUMBER.get(number) : undefined;
}
