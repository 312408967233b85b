/**
 * A node's parameters as its operation reads them: every field's value, stated or by default, found by place instead of by name. Made
 * once for a node of an estimate; a node states few of its fields, and asking it by name for all the others is slow.
 */
import type { Problem } from '../base/result.ts';
import type { ParamValue, Params } from '../graph/graph.ts';
import type { BoolField, ChoiceField, FloatField, IntField, IntsField, TextField } from './fields.ts';
import { accepts, limitProblem } from './limits.ts';
import type { ParamField } from './param-field.ts';

export interface Settings {
  /** Where each field's value stands, by the field's `slot`. */
  readonly places: readonly number[];
  readonly values: readonly ParamValue[];
  /** What is wrong with the first stated parameter outside its field's limits; undefined when all are fine. */
  readonly problem: Problem | undefined;
}

const NOWHERE = -1;

interface Place {
  readonly field: ParamField;
  readonly at: number;
}

/** Reads the parameters of nodes with these fields. Values of another type than their field's, or of no field, are passed over. */
export function settingsReader(fields: readonly ParamField[]): (params: Params) => Settings {
  const defaults = fields.map((field) => field.default);
  const places = placesOf(fields);
  const byName = new Map<string, Place>(fields.map((field, at) => [field.name, { field, at }]));
  return (params) => {
    const values = defaults.slice();
    let problem: Problem | undefined;
    for (const name in params) {
      const place = byName.get(name);
      if (place === undefined) continue;
      const value = params[name]!;
      if (typeof value === typeof place.field.default) values[place.at] = value;
      if (problem === undefined && !accepts(place.field, value)) problem = limitProblem(place.field, value);
    }
    return { places, values, problem };
  };
}

function placesOf(fields: readonly ParamField[]): readonly number[] {
  const places = new Array<number>(Math.max(-1, ...fields.map((field) => field.slot)) + 1).fill(NOWHERE);
  fields.forEach((field, at) => (places[field.slot] = at));
  return places;
}

/** The value in the field's place, or the default where the operation has no such field. */
function valueOf({ places, values }: Settings, field: ParamField): ParamValue {
  const at = places[field.slot] ?? NOWHERE;
  return at === NOWHERE ? field.default : values[at]!;
}

export function readNumber(settings: Settings, field: IntField | FloatField): number {
  return valueOf(settings, field) as number;
}

export function readBool(settings: Settings, field: BoolField): boolean {
  return valueOf(settings, field) as boolean;
}

export function readText(settings: Settings, field: ChoiceField | TextField): string {
  return valueOf(settings, field) as string;
}

export function readInts(settings: Settings, field: IntsField): readonly number[] {
  return valueOf(settings, field) as readonly number[];
}
