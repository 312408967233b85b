/** Back from integers to floats. */
import { defineOp } from './define.ts';
import type { OpSpec } from './op.ts';

export const dequantize: OpSpec = defineOp({
  kind: 'dequantize',
  label: 'Dequantize',
  group: 'other',
  summary: 'Turns integers back into floats.',
  arity: { min: 1, max: 1 },
  fields: [],
  oneD: 'keeps',
  card: () => '',
  outputs: (_settings, [input]) => ({ ok: true, value: [{ shape: input!.shape, type: 'float32' }] }),
  weights: () => [],
  lower: (_settings, emit) => {
    const input = emit.asIs(0);
    const result = emit.activation('out', emit.shapeOf(input), 'float32');
    emit.op('DEQUANTIZE', [input], [result], {});
    return [result];
  },
});
