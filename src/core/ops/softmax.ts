/** Softmax over the last dimension. */
import type { ElementType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { choiceField, floatField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readNumber, readText, type Settings } from './settings.ts';

const BETA = floatField('beta', 'Beta', 1, [0, 1000], { advanced: true, help: 'Inverse temperature.' });
const OUTPUT_TYPE = choiceField('outputType', 'Output type', { auto: 'As the input', int16: 'int16' }, { advanced: true });

export const softmax: OpSpec = defineOp({
  kind: 'softmax',
  label: 'Softmax',
  group: 'activation',
  summary: 'Turns scores into probabilities that sum to 1.',
  arity: { min: 1, max: 1 },
  fields: [BETA, OUTPUT_TYPE],
  oneD: 'keeps',
  card: () => '',
  outputs: (settings, [input]) => ({ ok: true, value: [{ shape: input!.shape, type: outputType(settings, input!.type) }] }),
  weights: () => [],
  lower: (settings, emit) => {
    const input = emit.asIs(0);
    const output = emit.activation('out', emit.shapeOf(input), outputType(settings, emit.typeOf(input)));
    emit.op('SOFTMAX', [input], [output], { beta: readNumber(settings, BETA) });
    return [output];
  },
});

/** int8 scores may give int16 probabilities. */
function outputType(settings: Settings, input: ElementType): ElementType {
  const choice = readText(settings, OUTPUT_TYPE);
  return choice === 'auto' ? input : (choice as ElementType);
}
