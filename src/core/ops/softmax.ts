/** Softmax over the last dimension. */
import { defineOp } from './define.ts';
import { floatField, readNumber } from './fields.ts';
import type { OpSpec } from './op.ts';

const BETA = floatField('beta', 'Beta', 1, [0, 1000], { advanced: true, help: 'Inverse temperature.' });

export const softmax: OpSpec = defineOp({
  kind: 'softmax',
  label: 'Softmax',
  group: 'activation',
  summary: 'Turns scores into probabilities that sum to 1.',
  arity: { min: 1, max: 1 },
  oneD: 'keeps',
  fields: [BETA],
  card: () => '',
  outputs: (_params, inputs) => ({ ok: true, value: [inputs[0]!] }),
  weights: () => [],
  lower: (params, emit) => {
    const input = emit.asIs(0);
    const output = emit.activation('out', emit.shapeOf(input), emit.typeOf(input));
    emit.op('SOFTMAX', [input], [output], { beta: readNumber(params, BETA) });
    return [output];
  },
});
