/** Quantisation as an operator of the graph: from floats, or from one scale to another. */
import type { ElementType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { choiceField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readText } from './settings.ts';

const TYPE = choiceField('type', 'To', { int8: 'int8', uint8: 'uint8', int16: 'int16', int32: 'int32' });

export const quantize: OpSpec = defineOp({
  kind: 'quantize',
  label: 'Quantize',
  group: 'other',
  summary: 'Turns floats into integers, or integers into integers of another scale.',
  arity: { min: 1, max: 1 },
  fields: [TYPE],
  oneD: 'keeps',
  card: (settings) => readText(settings, TYPE),
  outputs: (settings, [input]) => ({ ok: true, value: [{ shape: input!.shape, type: readText(settings, TYPE) as ElementType }] }),
  weights: () => [],
  lower: (_settings, emit, [output]) => {
    const input = emit.asIs(0);
    const result = emit.activation('out', emit.shapeOf(input), output!.type, 1);
    emit.op('QUANTIZE', [input], [result], {});
    return [result];
  },
});
