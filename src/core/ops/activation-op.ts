/** Activations that stand in the graph as nodes of their own. */
import type { OpCode, OptionsByCode } from '../graph/deployed.ts';
import { defineOp } from './define.ts';
import type { OpSpec } from './op.ts';

/** Codes of operators without options that map each value to one value. */
type PlainCode = { [C in OpCode]: Record<never, never> extends OptionsByCode[C] ? C : never }[OpCode];

interface ActivationWords {
  readonly kind: string;
  readonly label: string;
  readonly summary: string;
}

/** An elementwise activation deployed as one operator; ReLUs are fused into the producer where lowering can. */
export function activationOp(code: PlainCode, words: ActivationWords): OpSpec {
  return defineOp({
    ...words,
    group: 'activation',
    arity: { min: 1, max: 1 },
    fields: [],
    oneD: 'keeps',
    card: () => '',
    outputs: (_settings, inputs) => ({ ok: true, value: [inputs[0]!] }),
    weights: () => [],
    lower: (_settings, emit) => {
      const input = emit.asIs(0);
      const output = emit.activation('out', emit.shapeOf(input), emit.typeOf(input));
      emit.op(code, [input], [output], {});
      return [output];
    },
  });
}
