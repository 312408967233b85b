import type { ParamValue, Params } from '../../graph/graph.ts';
import type { ParamField } from '../../ops/op.ts';

/** Values in the order of the fields, up to the last that is not the default: flags as 0 and 1, choices by their index. */
export function packParams(fields: readonly ParamField[], params: Params): unknown[] {
  const last = fields.findLastIndex((field) => !isDefault(field, params[field.name]));
  return fields.slice(0, last + 1).map((field) => toLink(field, params[field.name] ?? field.default));
}

/** Only values that differ from their default; those that make no sense are handed on for validation to refuse. */
export function unpackParams(fields: readonly ParamField[], items: readonly unknown[]): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  items.forEach((item, i) => {
    const field = fields[i];
    if (field === undefined) params[`parameter ${i + 1}`] = item;
    else if (!isDefault(field, fromLink(field, item))) params[field.name] = fromLink(field, item);
  });
  return params;
}

/** True when storing the value says no more than leaving it out. */
export function isDefault(field: ParamField, value: unknown): boolean {
  if (value === undefined || value === field.default) return true;
  if (field.kind !== 'ints' || !Array.isArray(value)) return false;
  return value.length === field.default.length && field.default.every((item, i) => item === value[i]);
}

function toLink(field: ParamField, value: ParamValue): unknown {
  if (field.kind === 'bool') return value ? 1 : 0;
  if (field.kind !== 'choice') return value;
  const index = field.choices.findIndex((choice) => choice.value === value);
  return index < 0 ? value : index;
}

function fromLink(field: ParamField, item: unknown): unknown {
  if (field.kind === 'bool') return item === 1 ? true : item === 0 ? false : item;
  return field.kind === 'choice' && typeof item === 'number' ? (field.choices[item]?.value ?? item) : item;
}
