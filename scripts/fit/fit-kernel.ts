/** Fits what the loop bodies of one kernel cost to the counts measured on one target, and says how far off it is on shapes it has not seen. */
import { nonNegativeLeastSquares } from './nnls.ts';

export interface FitRow {
  readonly counts: readonly number[];
  readonly instructions: number;
  readonly shape: string;
  /** Instructions beside `instructions` that known costs explain; errors are relative to the sum. */
  readonly explained?: number;
}

/** Errors are relative, but below this many instructions they count as absolute ones. */
const FLOOR = 500;
/** Residuals beyond this share are outliers (kernels whose path depends on the data) and count in proportion, not squared. */
const OUTLIER = 0.01;
const ROUNDS = 12;
const FOLDS = 10;
/** Weight of "as on the related target" against a measured row, for a change of cost by its own size. */
const PRIOR = 0.01;

export function predict(costs: readonly number[], counts: readonly number[]): number {
  return counts.reduce((sum, count, i) => sum + count * costs[i]!, 0);
}

/** Pulls costs towards those of a related target, where the rows themselves say nothing. */
function priorRows(prior: readonly number[]): { rows: number[][]; targets: number[] } {
  const rows = prior.map((cost, i) => prior.map((_, j) => (i === j ? PRIOR / (cost + 1) : 0)));
  return { rows, targets: prior.map((cost) => (PRIOR * cost) / (cost + 1)) };
}

/** Costs of the loop bodies, non-negative, least relative error with outliers taken linearly (iteratively reweighted). */
export function fitCosts(rows: readonly FitRow[], prior?: readonly number[]): number[] {
  const pull = prior === undefined ? { rows: [], targets: [] } : priorRows(prior);
  let weights = rows.map(() => 1);
  let costs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const scales = rows.map((row, i) => weights[i]! / (row.instructions + FLOOR));
    const left = rows.map((row, i) => row.counts.map((count) => count * scales[i]!));
    const right = rows.map((row, i) => row.instructions * scales[i]!);
    costs = nonNegativeLeastSquares([...left, ...pull.rows], [...right, ...pull.targets]);
    weights = rows.map((row) => {
      const residual = Math.abs(predict(costs, row.counts) - row.instructions) / (row.instructions + FLOOR);
      return Math.sqrt(Math.min(1, OUTLIER / Math.max(residual, 1e-12)));
    });
  }
  return costs;
}

/** The prior scaled to the rows' overall size. */
export function scaledPrior(rows: readonly FitRow[], prior: readonly number[]): number[] {
  const ratios = rows.map((row) => row.instructions / Math.max(1, predict(prior, row.counts)));
  const factor = quantile(ratios, 0.5);
  return prior.map((cost) => cost * factor);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Relative errors of every row when its shape, and the others of its fold, are left out of the fit. */
export function heldOutErrors(rows: readonly FitRow[], prior?: readonly number[]): number[] {
  const shapes = [...new Set(rows.map((row) => row.shape))].toSorted();
  const fold = new Map(shapes.map((shape, i) => [shape, i % FOLDS]));
  return Array.from({ length: FOLDS }, (_, k) => {
    const seen = rows.filter((row) => fold.get(row.shape) !== k);
    const left = rows.filter((row) => fold.get(row.shape) === k);
    if (left.length === 0 || (seen.length === 0 && prior === undefined)) return [];
    const costs = fitCosts(seen, prior);
    return left.map((row) => Math.abs(predict(costs, row.counts) - row.instructions) / (row.instructions + (row.explained ?? 0)));
  }).flat();
}
