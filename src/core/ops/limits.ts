/** What the fields of an operation accept, and what is wrong with a value outside their limits, in words. */
import type { Problem } from '../base/result.ts';
import type { ParamValue } from '../graph/graph.ts';
import type { ParamField } from './param-field.ts';

/** What is wrong with a value outside its field's limits. */
export function limitProblem(field: ParamField, value: ParamValue): Problem {
  return { message: `${field.label} must be ${wanted(field)}, got ${valueText(value)}`, where: field.name };
}

export function accepts(field: ParamField, value: ParamValue): boolean {
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
