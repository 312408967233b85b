/** Values as Python writes them. */

/** A string literal on one line. */
export function pythonString(text: string): string {
  return JSON.stringify(text.replaceAll(/\p{Cc}/gu, ' '));
}

/** A float literal that reads back as the same number. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A tuple; one item has its comma. */
export function pythonTuple(items: readonly (number | string)[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** Words that mean something else in the source that is written. */
const TAKEN =
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield keras layers ops np model inputs outputs values path';

/** Names of variables, each given once: letters, digits and underscores, in lower case. */
export class PythonNames {
  private readonly taken = new Set<string>(TAKEN.split(' '));

  of(text: string): string {
    const plain = text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
    const name = /^[a-z]/.test(plain) ? plain : `layer${plain === '' ? '' : `_${plain}`}`;
    let free = name;
    for (let i = 2; this.taken.has(free); i++) free = `${name}_${i}`;
    this.taken.add(free);
    return free;
  }
}
