/** Which class was named for the samples of which class. */

export interface Confusion {
  readonly classes: number;
  /** Samples by true class (row) and class named (column), row by row. */
  readonly counts: Int32Array;
}

/** `labels` and `named` hold a class from 0 to `classes` - 1 for each sample. */
export function confusionOf(labels: Int32Array, named: Int32Array, classes: number): Confusion {
  const counts = new Int32Array(classes * classes);
  labels.forEach((label, i) => counts[label * classes + named[i]!]!++);
  return { classes, counts };
}

/** Share of all samples whose class was named; `NaN` without samples. */
export function accuracyOf({ classes, counts }: Confusion): number {
  let [right, all] = [0, 0];
  counts.forEach((count, cell) => {
    all += count;
    if (cell % (classes + 1) === 0) right += count;
  });
  return right / all;
}

/** How often each class was named for the samples of one. */
export function rowOf({ classes, counts }: Confusion, row: number): readonly number[] {
  return [...counts.subarray(row * classes, (row + 1) * classes)];
}

/** Samples of a class. */
export function rowTotal(confusion: Confusion, row: number): number {
  return rowOf(confusion, row).reduce((sum, count) => sum + count, 0);
}

/** Share of a class's samples that were named so; undefined where it has none. */
export function recallOf(confusion: Confusion, row: number): number | undefined {
  const total = rowTotal(confusion, row);
  return total === 0 ? undefined : confusion.counts[row * (confusion.classes + 1)]! / total;
}

/**
 * At most `most` misnamed samples, by index: one of each confusion, the frequent ones first, then a second of each, and so on, so that
 * every confusion is seen before any is seen twice.
 */
export function telling(labels: Int32Array, named: Int32Array, most: number): readonly number[] {
  const cells = new Map<string, number[]>();
  labels.forEach((label, i) => {
    if (label === named[i]) return;
    const cell = `${label} ${named[i]}`;
    const found = cells.get(cell);
    if (found === undefined) cells.set(cell, [i]);
    else found.push(i);
  });
  const frequent = [...cells.values()].toSorted((a, b) => b.length - a.length);
  const ranked = frequent.flatMap((cell) => cell.map((index, rank) => ({ index, rank })));
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ index }) => index);
}
