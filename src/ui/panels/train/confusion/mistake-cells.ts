/** Cells of a confusion matrix that hold mistakes, and the way from one to the next. */
import type { Confusion } from '../../../../core/training/confusion.ts';

export interface Cell {
  /** The true class. */
  readonly row: number;
  /** The class named. */
  readonly column: number;
}

export const sameCell = (a: Cell | undefined, b: Cell): boolean => a?.row === b.row && a.column === b.column;

/** In reading order. */
export function mistakeCells({ classes, counts }: Confusion): readonly Cell[] {
  return [...counts].flatMap((count, i) => {
    const cell = { row: Math.floor(i / classes), column: i % classes };
    return count > 0 && cell.row !== cell.column ? [cell] : [];
  });
}

/** The most frequent mistake; undefined where there is none. */
export function worstCell(confusion: Confusion): Cell | undefined {
  const countOf = ({ row, column }: Cell): number => confusion.counts[row * confusion.classes + column]!;
  return mistakeCells(confusion).toSorted((a, b) => countOf(b) - countOf(a))[0];
}

/** Left and right go by rows, up and down by columns, through every mistake; undefined for another key or at an end. */
export function nextCell(cells: readonly Cell[], from: Cell, key: string): Cell | undefined {
  const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return undefined;
  const byColumn = key === 'ArrowDown' || key === 'ArrowUp';
  const order = byColumn ? cells.toSorted((a, b) => a.column - b.column || a.row - b.row) : cells;
  return order[order.findIndex((cell) => sameCell(from, cell)) + step];
}
