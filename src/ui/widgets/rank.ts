/** Searching a list by what is typed: every word must occur, and what the label says counts for more than what the keywords do. */
export interface Searchable {
  readonly label: string;
  readonly keywords?: string | undefined;
}

/** Best matches first; equal ones keep their order. */
export function ranked<T extends Searchable>(entries: readonly T[], typed: string): readonly T[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/);
  const matches = entries.filter((entry) => {
    const all = `${entry.label} ${entry.keywords ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return matches.toSorted((a, b) => distance(a.label, text) - distance(b.label, text));
}

/** 0: is the label. 1: starts it. 2: starts a word of it. 3: is in it. 4: is in the keywords only. */
function distance(label: string, text: string): number {
  const lower = label.toLowerCase();
  if (lower === text) return 0;
  if (lower.startsWith(text)) return 1;
  if (lower.includes(` ${text}`)) return 2;
  return lower.includes(text) ? 3 : 4;
}
