import { createCutTable, type CutTable } from './cut-table.ts';
import type { Cut } from './cut.ts';
import type { Core } from './moves.ts';

/** The best way found to each cut of a search, indexed like the cut table; cut 0 is where the search begins. */
export interface Trails {
  readonly table: CutTable;
  readonly parent: number[];
  /** Operators run since the parent. */
  readonly ops: (readonly number[])[];
  readonly live: number[];
  readonly peak: number[];
  /** How many operators have run since the beginning. */
  readonly count: number[];
}

export function startTrails({ from, peakBytes }: Core): Trails {
  const table = createCutTable(from.cut.length);
  table.intern(from.cut);
  return { table, parent: [-1], ops: [from.ops], live: [from.liveBytes], peak: [peakBytes], count: [from.ops.length] };
}

/** Records a way to a cut; the cut's number when the way is new or has a smaller peak than the one known. */
export function arrive(trails: Trails, from: number, cut: Cut, live: number, peak: number, ops: readonly number[]): number | undefined {
  const number = trails.table.intern(cut);
  if (!trails.table.added && trails.peak[number]! <= peak) return undefined;
  trails.parent[number] = from;
  trails.ops[number] = ops;
  trails.live[number] = live;
  trails.peak[number] = peak;
  trails.count[number] = trails.count[from]! + ops.length;
  return number;
}

/** The operators that lead to a cut, in order. */
export function orderTo(trails: Trails, cut: number): number[] {
  const runs: (readonly number[])[] = [];
  for (let at = cut; at >= 0; at = trails.parent[at]!) runs.push(trails.ops[at]!);
  return runs.reverse().flat();
}
