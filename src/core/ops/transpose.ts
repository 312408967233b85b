/** Transposition: dimensions in another order. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { intsField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readInts, type Settings } from './settings.ts';

const PERM = intsField('perm', 'Order', [], [0, 7], {
  help: 'For each output dimension, the input dimension it comes from. Empty: the batch stays first, the rest is reversed.',
});

export const transpose: OpSpec = defineOp({
  kind: 'transpose',
  label: 'Transpose',
  group: 'shape',
  summary: 'Puts the dimensions in another order; every value moves in memory.',
  arity: { min: 1, max: 1 },
  fields: [PERM],
  card: (settings) => readInts(settings, PERM).join(' '),
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => {
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('TRANSPOSE', [emit.input(0), emit.integers('perm', order(settings, emit.rankOf(0)))], [result], {});
    return [result];
  },
});

function order(settings: Settings, rank: number): readonly number[] {
  const given = readInts(settings, PERM);
  return given.length > 0 ? given : Array.from({ length: rank }, (_, i) => (i === 0 ? 0 : rank - i));
}

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const perm = order(settings, shape.length);
  const isPermutation = perm.length === shape.length && shape.every((_, i) => perm.includes(i));
  if (!isPermutation)
    return fail(`Transpose expects each of the dimensions 0 to ${shape.length - 1} of ${shapeText(shape)} once, got ${perm.join(' ')}`);
  return { ok: true, value: [{ shape: perm.map((from) => shape[from]!), type }] };
}
