/** How the values of a tensor are spread. */

export interface Histogram {
  readonly low: number;
  readonly high: number;
  /** Values in bins of equal width from `low` to `high`. */
  readonly counts: Int32Array;
}

const BINS = 64;

/** All values have a bin; those that are no numbers are left out. Undefined where nothing is left. */
export function histogramOf(values: ArrayLike<number>): Histogram | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return undefined;
  const counts = new Int32Array(BINS);
  const perBin = high > low ? (high - low) / BINS : 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) counts[Math.min(BINS - 1, Math.floor((value - low) / perBin))]!++;
  }
  return { low, high, counts };
}
