/** Throws when a fact the code relies on does not hold: a bug of ours, never a mistake of the user. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Tinyscape bug: ${message}`);
}

/** The value, or a thrown bug report when it is missing. */
export function defined<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Tinyscape bug: ${what} is missing`);
  return value;
}

/** Makes a switch total: a forgotten case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Tinyscape bug: unexpected ${JSON.stringify(value)}`);
}
