/** Guards every op the same way: its shape rule only ever sees the right number of inputs and parameters inside their fields' limits. */
import { fail, type Result } from '../base/result.ts';
import { elementCount, shapeText, type ElementType, type TensorType } from '../graph/tensor.ts';
import type { OpSpec, OpWords, WeightSpec } from './op.ts';
import { type Settings, settingsReader } from './settings.ts';

/** The most elements one tensor may have: sizes stay exact, and no engine addresses more. */
export const MAX_ELEMENTS = 2 ** 31;
/** The most dimensions a tensor may have. */
export const MAX_RANK = 8;

/** What an operation's file states: its words, and its rules over settings. */
export interface OpDefinition extends OpWords {
  readonly card: (settings: Settings) => string;
  readonly outputs: (settings: Settings, inputs: readonly TensorType[], auto?: ElementType) => Result<readonly TensorType[]>;
  readonly weights: (settings: Settings, inputs: readonly TensorType[]) => readonly WeightSpec[];
  readonly lower: OpSpec['lower'];
}

export function defineOp(definition: OpDefinition): OpSpec {
  const { arity, label } = definition;
  const settle = settingsReader(definition.fields);
  const shapes = (settings: Settings, inputs: readonly TensorType[], auto?: ElementType): Result<readonly TensorType[]> => {
    if (inputs.length < arity.min || (arity.max !== undefined && inputs.length > arity.max))
      return fail(arityText(definition, inputs.length));
    if (settings.problem !== undefined) return { ok: false, error: settings.problem };
    const result = definition.outputs(settings, inputs, auto);
    return result.ok ? checkSizes(label, result) : result;
  };
  return {
    ...definition,
    settle,
    shapes,
    card: (params) => definition.card(settle(params)),
    outputs: (params, inputs, auto) => shapes(settle(params), inputs, auto),
    weights: (params, inputs) => definition.weights(settle(params), inputs),
  };
}

function arityText({ label, arity }: OpWords, got: number): string {
  const { min, max } = arity;
  const count = min === max ? `${min}` : max === undefined ? `at least ${min}` : `${min} to ${max}`;
  return `${label} expects ${count} input${count === '1' ? '' : 's'}, got ${got}`;
}

function checkSizes(label: string, result: Result<readonly TensorType[]> & { ok: true }): Result<readonly TensorType[]> {
  const types = result.value;
  for (let i = 0; i < types.length; i++) {
    const { shape } = types[i]!;
    if (shape.length > MAX_RANK) return fail(`${label} gives ${shape.length} dimensions; at most ${MAX_RANK} are supported`);
    if (!(elementCount(shape) <= MAX_ELEMENTS)) return fail(`${label} gives ${shapeText(shape)}, more than 2^31 elements`);
  }
  return result;
}
