/** Records as arrays: values in a fixed order, trailing defaults left out, null for a default in between. */

/** The values up to the last one that is not its default (an undefined value, or JSON-equal to it). */
export function packed(values: readonly unknown[], defaults: readonly unknown[]): unknown[] {
  const items = values.map((value, i) => (sameJson(value, defaults[i]) ? null : value));
  return items.slice(0, items.findLastIndex((item) => item !== null) + 1);
}

function sameJson(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

/** Differences from one number to the next, the first from zero. */
export function deltas(values: readonly number[]): number[] {
  return values.map((value, i) => value - (i === 0 ? 0 : values[i - 1]!));
}

/** What `deltas` was made of; anything that is not a list of numbers is handed on for the schema to refuse. */
export function undeltas(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  let sum = 0;
  return items.map((item: unknown) => (typeof item === 'number' ? (sum += item) : item));
}
