/** Padding with a constant. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { boolField, intsField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readBool, readInts, type Settings } from './settings.ts';

const PADS = intsField('pads', 'Pads', [1], [0, 65536], {
  help: 'One number: every side. Image: top, bottom, left, right. Signal: before, after. Or a pair for every dimension, the batch first.',
});
const VALUE_TENSOR = boolField('valueTensor', 'Value as a tensor', false, {
  advanced: true,
  help: 'Files that pad with another value than zero hold it as a constant (PADV2).',
});

export const pad: OpSpec = defineOp({
  kind: 'pad',
  label: 'Pad',
  group: 'shape',
  summary: 'Puts zeros around the input.',
  arity: { min: 1, max: 1 },
  fields: [PADS, VALUE_TENSOR],
  oneD: 'keeps',
  card: (settings) => readInts(settings, PADS).join(' '),
  outputs,
  weights: (params) => (readBool(params, VALUE_TENSOR) ? [{ name: 'value', shape: [], trainable: false }] : []),
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const table = padTable(readInts(settings, PADS), shape.length);
  if (table === undefined) return fail(tableText(readInts(settings, PADS).length, shape));
  return { ok: true, value: [{ shape: shape.map((size, i) => size + table[2 * i]! + table[2 * i + 1]!), type }] };
}

/** Before and after of every dimension; undefined when the list is not one number and fits neither the inner dimensions nor all of them. */
export function padTable(pads: readonly number[], rank: number): readonly number[] | undefined {
  if (pads.length === 2 * rank) return pads;
  if (rank > 2 && pads.length === 1) return padTable(new Array<number>(2 * (rank - 2)).fill(pads[0]!), rank);
  return rank > 2 && pads.length === 2 * (rank - 2) ? [0, 0, ...pads, 0, 0] : undefined;
}

function tableText(got: number, shape: readonly number[]): string {
  const inner = shape.length > 2 ? `1, ${2 * (shape.length - 2)} or ` : '';
  return `Pad expects ${inner}${2 * shape.length} numbers for the input ${shapeText(shape)}, got ${got}`;
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.asIs(0);
  const plain = padTable(readInts(settings, PADS), emit.rankOf(0))!;
  const table = emit.isRaised(0) ? [...plain.slice(0, 2), 0, 0, ...plain.slice(2)] : plain;
  const shape = emit.shapeOf(input).map((size, i) => size + table[2 * i]! + table[2 * i + 1]!);
  const pads = emit.integers('pads', table, [shape.length, 2]);
  const withValue = readBool(settings, VALUE_TENSOR);
  const inputs = withValue ? [input, pads, emit.constant('value', [], output!.type)] : [input, pads];
  const result = emit.activation('out', shape, output!.type);
  emit.op(withValue ? 'PADV2' : 'PAD', inputs, [result], {});
  return [result];
}
