/** Makers of parameter fields. */
import type { ParamField } from './param-field.ts';

export type IntField = Extract<ParamField, { kind: 'int' }>;
export type FloatField = Extract<ParamField, { kind: 'float' }>;
export type BoolField = Extract<ParamField, { kind: 'bool' }>;
export type ChoiceField = Extract<ParamField, { kind: 'choice' }>;
export type IntsField = Extract<ParamField, { kind: 'ints' }>;
export type TextField = Extract<ParamField, { kind: 'text' }>;

interface More {
  readonly help?: string;
  readonly advanced?: boolean;
}

const slots = new Map<string, number>();

function slotOf(name: string): number {
  const slot = slots.get(name) ?? slots.size;
  slots.set(name, slot);
  return slot;
}

export function intField(name: string, label: string, fallback: number, range: readonly [min: number, max: number], more?: More): IntField {
  return { kind: 'int', name, label, slot: slotOf(name), default: fallback, min: range[0], max: range[1], ...more };
}

export function floatField(
  name: string,
  label: string,
  fallback: number,
  range: readonly [min: number, max: number],
  more?: More,
): FloatField {
  return { kind: 'float', name, label, slot: slotOf(name), default: fallback, min: range[0], max: range[1], ...more };
}

export function boolField(name: string, label: string, fallback: boolean, more?: More): BoolField {
  return { kind: 'bool', name, label, slot: slotOf(name), default: fallback, ...more };
}

/** `choices` maps stored values to labels; the first is the default. */
export function choiceField(name: string, label: string, choices: Readonly<Record<string, string>>, more?: More): ChoiceField {
  const list = Object.entries(choices).map(([value, text]) => ({ value, label: text }));
  return { kind: 'choice', name, label, slot: slotOf(name), default: list[0]?.value ?? '', choices: list, ...more };
}

export function intsField(
  name: string,
  label: string,
  fallback: readonly number[],
  range: readonly [min: number, max: number],
  more?: More,
): IntsField {
  return { kind: 'ints', name, label, slot: slotOf(name), default: fallback, min: range[0], max: range[1], ...more };
}

export function textField(name: string, label: string, fallback: string, more?: More): TextField {
  return { kind: 'text', name, label, slot: slotOf(name), default: fallback, ...more };
}
