export interface Part {
  readonly first: number;
  readonly count: number;
}

/** `count` things in `parts` ranges of nearly the same length, in their order. */
export function partsOf(count: number, parts: number): readonly Part[] {
  return Array.from({ length: parts }, (_, part) => {
    const first = Math.floor((count * part) / parts);
    return { first, count: Math.floor((count * (part + 1)) / parts) - first };
  });
}
