import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/base/random.ts';
import { fitCosts, quantile } from './fit-kernel.ts';
import { nonNegativeLeastSquares } from './nnls.ts';

describe('non-negative least squares', () => {
  it('finds the costs that made the figures', () => {
    const rows = [
      [1, 0, 3],
      [1, 2, 0],
      [1, 5, 1],
      [1, 1, 7],
    ];
    const costs = [4, 0.5, 2];
    const found = nonNegativeLeastSquares(
      rows,
      rows.map((row) => row.reduce((sum, each, i) => sum + each * costs[i]!, 0)),
    );
    found.forEach((cost, i) => expect(cost).toBeCloseTo(costs[i]!, 5));
  });

  it('leaves out what would have to be negative', () => {
    const found = nonNegativeLeastSquares(
      [
        [1, 0],
        [1, 1],
      ],
      [1, 0],
    );
    expect(found[1]).toBe(0);
    expect(found[0]).toBeCloseTo(0.5, 6);
  });

  it('is no worse than any of 500 non-negative guesses on random problems', () => {
    const random = createRandom(11);
    const squares = (rows: readonly (readonly number[])[], target: readonly number[], x: readonly number[]) =>
      rows.reduce((sum, row, r) => sum + (row.reduce((dot, each, i) => dot + each * x[i]!, 0) - target[r]!) ** 2, 0);
    for (let problem = 0; problem < 20; problem++) {
      const rows = Array.from({ length: 8 }, () => Array.from({ length: 4 }, () => random.next() * 2 - 0.5));
      const target = rows.map(() => random.next() * 4 - 1);
      const found = nonNegativeLeastSquares(rows, target);
      const best = squares(rows, target, found);
      expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
      for (let guess = 0; guess < 500; guess++) {
        const other = found.map((each) => Math.max(0, each + (random.next() - 0.5) * 0.5));
        expect(squares(rows, target, other)).toBeGreaterThanOrEqual(best - 1e-9);
      }
    }
  });
});

describe('a fit', () => {
  it('is not led astray by one row that hangs on its data', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ counts: [1, i + 1], instructions: 500 + 100 * (i + 1), shape: String(i) }));
    const [call, body] = fitCosts([...rows, { counts: [1, 10], instructions: 300, shape: 'outlier' }]);
    expect(call! / 500).toBeCloseTo(1, 1);
    expect(body! / 100).toBeCloseTo(1, 1);
  });

  it('leans on a related target where its rows say nothing', () => {
    const [, unseen] = fitCosts([{ counts: [1, 0], instructions: 1000, shape: 'a' }], [1000, 7]);
    expect(unseen).toBeCloseTo(7, 3);
  });
});

describe('a quantile', () => {
  it('is a value of the list', () => {
    expect(quantile([5, 1, 3], 0.5)).toBe(3);
    expect(quantile([5, 1, 3], 1)).toBe(5);
  });
});
