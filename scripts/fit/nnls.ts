/** Non-negative least squares by the active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, ch. 23). */

/** Solves the symmetric positive definite system of the chosen columns by Cholesky, with a touch of ridge against collinear terms. */
function solveChosen(gram: readonly Float64Array[], right: Float64Array, chosen: readonly number[]): Float64Array {
  const n = chosen.length;
  const lower = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = gram[chosen[i]!]![chosen[j]!]! + (i === j ? 1e-9 : 0);
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j]![j]!;
    }
  }
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[chosen[i]!]!;
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * x[k]!;
    x[i] = sum / lower[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * x[k]!;
    x[i] = sum / lower[i]![i]!;
  }
  return x;
}

/** Scales columns to unit length: gram and right-hand side of the scaled problem, and the scales. */
function normalEquations(rows: readonly (readonly number[])[], target: readonly number[]) {
  const n = rows[0]?.length ?? 0;
  const scale = Float64Array.from({ length: n }, (_, j) => Math.sqrt(rows.reduce((sum, row) => sum + row[j]! ** 2, 0)) || 1);
  const gram = Array.from({ length: n }, () => new Float64Array(n));
  const right = new Float64Array(n);
  rows.forEach((row, r) => {
    for (let i = 0; i < n; i++) {
      const value = row[i]! / scale[i]!;
      if (value === 0) continue;
      right[i]! += value * target[r]!;
      for (let j = 0; j < n; j++) gram[i]![j]! += (value * row[j]!) / scale[j]!;
    }
  });
  return { n, scale, gram, right };
}

/** Moves from `from` towards `to` as far as all stay non-negative; true when it got there. */
function stepInside(from: Float64Array, to: Float64Array, chosen: readonly number[]): boolean {
  let step = 1;
  chosen.forEach((j, i) => {
    if (to[i]! <= 0) step = Math.min(step, from[j]! / (from[j]! - to[i]!));
  });
  chosen.forEach((j, i) => (from[j]! += step * (to[i]! - from[j]!)));
  return step === 1;
}

/** The x >= 0 that minimises |rows x - target|. */
export function nonNegativeLeastSquares(rows: readonly (readonly number[])[], target: readonly number[]): number[] {
  const { n, scale, gram, right } = normalEquations(rows, target);
  const x = new Float64Array(n);
  let chosen: number[] = [];
  for (let round = 0; round < 10 * n + 10; round++) {
    let best = -1;
    let steepest = 1e-10;
    for (let j = 0; j < n; j++) {
      if (chosen.includes(j)) continue;
      let slope = right[j]!;
      for (let k = 0; k < n; k++) slope -= gram[j]![k]! * x[k]!;
      if (slope > steepest) [best, steepest] = [j, slope];
    }
    if (best < 0) break;
    chosen.push(best);
    for (let inner = 0; inner < 3 * n; inner++) {
      const done = stepInside(x, solveChosen(gram, right, chosen), chosen);
      if (done) break;
      chosen = chosen.filter((j) => x[j]! > 1e-12);
      for (let j = 0; j < n; j++) if (!chosen.includes(j)) x[j] = 0;
    }
  }
  return Array.from(x, (value, j) => value / scale[j]!);
}
