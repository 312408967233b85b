/** Leaky ReLU. */
import { defineOp } from './define.ts';
import { floatField, readNumber } from './fields.ts';
import type { OpSpec } from './op.ts';

const ALPHA = floatField('alpha', 'Slope', 0.3, [-100, 100], { help: 'Factor of negative values.' });

export const leakyRelu: OpSpec = defineOp({
  kind: 'leaky_relu',
  label: 'Leaky ReLU',
  group: 'activation',
  summary: 'Negative values are scaled down instead of cut off.',
  arity: { min: 1, max: 1 },
  fields: [ALPHA],
  oneD: 'keeps',
  card: (params) => `slope ${readNumber(params, ALPHA)}`,
  outputs: (_params, inputs) => ({ ok: true, value: [inputs[0]!] }),
  weights: () => [],
  lower: (params, emit) => {
    const input = emit.asIs(0);
    const output = emit.activation('out', emit.shapeOf(input), emit.typeOf(input));
    emit.op('LEAKY_RELU', [input], [output], { alpha: readNumber(params, ALPHA) });
    return [output];
  },
});
