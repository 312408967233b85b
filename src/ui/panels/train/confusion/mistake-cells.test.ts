import { describe, expect, it } from 'vitest';
import type { Confusion } from '../../../../core/training/confusion.ts';
import { mistakeCells, nextCell, worstCell } from './mistake-cells.ts';

const CONFUSION: Confusion = { classes: 3, counts: Int32Array.of(9, 1, 0, 0, 9, 3, 2, 0, 9) };
const CELLS = [
  { row: 0, column: 1 },
  { row: 1, column: 2 },
  { row: 2, column: 0 },
];

describe('the cells of a confusion matrix', () => {
  it('hold mistakes off the diagonal, the most frequent first to be looked at', () => {
    expect(mistakeCells(CONFUSION)).toEqual(CELLS);
    expect(worstCell(CONFUSION)).toEqual({ row: 1, column: 2 });
    expect(worstCell({ classes: 2, counts: Int32Array.of(5, 0, 0, 5) })).toBeUndefined();
  });

  it('are walked by the arrows, across by rows and down by columns', () => {
    expect(nextCell(CELLS, CELLS[0]!, 'ArrowRight')).toEqual(CELLS[1]);
    expect(nextCell(CELLS, CELLS[1]!, 'ArrowLeft')).toEqual(CELLS[0]);
    expect(nextCell(CELLS, CELLS[2]!, 'ArrowDown')).toEqual(CELLS[0]);
    expect(nextCell(CELLS, CELLS[2]!, 'ArrowUp')).toBeUndefined();
    expect(nextCell(CELLS, CELLS[2]!, 'ArrowRight')).toBeUndefined();
    expect(nextCell(CELLS, CELLS[2]!, 'a')).toBeUndefined();
  });
});
