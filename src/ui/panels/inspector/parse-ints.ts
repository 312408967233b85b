/** Reads a list of whole numbers as people write it: "1 32 32 3", "1, 32, 32, 3", "1x32x32x3". undefined: no such list, or out of range. */
export function parseInts(text: string, min: number, max: number): readonly number[] | undefined {
  const parts = text.split(/[\s,;x×[\]]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every((value) => Number.isInteger(value) && value >= min && value <= max) ? numbers : undefined;
}
