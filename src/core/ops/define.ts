/** Guards every op the same way: its shape rule only ever sees the right number of inputs and parameters inside their fields' limits. */
import { fail, type Problem, type Result } from '../base/result.ts';
import type { ParamValue, Params } from '../graph/graph.ts';
import { elementCount, shapeText, type ElementType, type TensorType } from '../graph/tensor.ts';
import type { OpSpec, ParamField } from './op.ts';

/** The most elements one tensor may have: sizes stay exact, and no engine addresses more. */
export const MAX_ELEMENTS = 2 ** 31;
/** The most dimensions a tensor may have. */
export const MAX_RANK = 8;

export function defineOp(spec: OpSpec): OpSpec {
  const { arity, label } = spec;
  const fields = fieldsByName(spec.fields);
  const outputs = (params: Params, inputs: readonly TensorType[], auto?: ElementType): Result<readonly TensorType[]> => {
    if (inputs.length < arity.min || (arity.max !== undefined && inputs.length > arity.max)) return fail(arityText(spec, inputs.length));
    const bad = paramProblem(fields, params);
    if (bad !== undefined) return { ok: false, error: bad };
    const result = spec.outputs(params, inputs, auto);
    return result.ok ? checkSizes(label, result) : result;
  };
  return { ...spec, outputs };
}

export function fieldsByName(fields: readonly ParamField[]): ReadonlyMap<string, ParamField> {
  return new Map(fields.map((field) => [field.name, field]));
}

/**
 * What is wrong with the first parameter outside its field's limits, in words; undefined when all are fine. Walks the parameters that are
 * there, not the fields: a node states few of them, and this runs for every node of every estimate.
 */
export function paramProblem(fields: ReadonlyMap<string, ParamField>, params: Params): Problem | undefined {
  for (const name in params) {
    const field = fields.get(name);
    const value = params[name]!;
    if (field !== undefined && !accepts(field, value))
      return { message: `${field.label} must be ${wanted(field)}, got ${valueText(value)}`, where: name };
  }
  return undefined;
}

function accepts(field: ParamField, value: ParamValue): boolean {
  switch (field.kind) {
    case 'int':
      return typeof value === 'number' && value >= field.min && value <= field.max && Number.isInteger(value);
    case 'float':
      return typeof value === 'number' && value >= field.min && value <= field.max;
    case 'bool':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'choice':
      return typeof value === 'string' && isChoice(field.choices, value);
    case 'ints':
      return typeof value === 'object' && areInts(value, field.min, field.max);
  }
}

function isChoice(choices: readonly { readonly value: string }[], value: string): boolean {
  for (let i = 0; i < choices.length; i++) if (choices[i]!.value === value) return true;
  return false;
}

function areInts(values: readonly number[], min: number, max: number): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= min && value <= max && Number.isInteger(value))) return false;
  }
  return true;
}

function wanted(field: ParamField): string {
  switch (field.kind) {
    case 'int':
      return `a whole number from ${field.min} to ${field.max}`;
    case 'float':
      return `a number from ${field.min} to ${field.max}`;
    case 'bool':
      return 'on or off';
    case 'text':
      return 'text';
    case 'choice':
      return `one of ${field.choices.map((choice) => choice.value).join(', ')}`;
    case 'ints':
      return `a list of whole numbers from ${field.min} to ${field.max}`;
  }
}

function valueText(value: ParamValue): string {
  if (typeof value === 'string') return `"${value}"`;
  return typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
}

function arityText({ label, arity }: OpSpec, got: number): string {
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
