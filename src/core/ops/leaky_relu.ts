/** Leaky ReLU. */
import { defineOp } from './define.ts';
import { floatField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readNumber } from './settings.ts';

const ALPHA = floatField('alpha', 'Slope', 0.3, [-100, 100], { help: 'Factor of negative values.' });

export const leakyRelu: OpSpec = defineOp({
  kind: 'leaky_relu',
  label: 'Leaky ReLU',
  group: 'activation',
  summary: 'Negative values are scaled down instead of cut off.',
  arity: { min: 1, max: 1 },
  fields: [ALPHA],
  oneD: 'keeps',
  card: (settings) => `slope ${readNumber(settings, ALPHA)}`,
  outputs: (_settings, inputs) => ({ ok: true, value: [inputs[0]!] }),
  weights: () => [],
  lower: (settings, emit) => {
    const input = emit.asIs(0);
    const output = emit.activation('out', emit.shapeOf(input), emit.typeOf(input));
    emit.op('LEAKY_RELU', [input], [output], { alpha: readNumber(settings, ALPHA) });
    return [output];
  },
});
