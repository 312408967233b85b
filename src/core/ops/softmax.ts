/** Softmax over the last dimension. */
import type { Params } from '../graph/graph.ts';
import type { ElementType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { choiceField, floatField, readNumber, readText } from './fields.ts';
import type { OpSpec } from './op.ts';

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
  outputs: (params, [input]) => ({ ok: true, value: [{ shape: input!.shape, type: outputType(params, input!.type) }] }),
  weights: () => [],
  lower: (params, emit) => {
    const input = emit.asIs(0);
    const output = emit.activation('out', emit.shapeOf(input), outputType(params, emit.typeOf(input)));
    emit.op('SOFTMAX', [input], [output], { beta: readNumber(params, BETA) });
    return [output];
  },
});

/** int8 scores may give int16 probabilities. */
function outputType(params: Params, input: ElementType): ElementType {
  const choice = readText(params, OUTPUT_TYPE);
  return choice === 'auto' ? input : (choice as ElementType);
}
