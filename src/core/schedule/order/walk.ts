import { add, has, remove, stepBack, stepForward, type Cut, type Step } from './cut.ts';
import type { LocalOp, LocalProblem } from './local-problem.ts';

/** Cuts can be walked from the first operator on or from the last one back; each way ends at a `limit` cut. */
export interface Direction {
  readonly step: (op: LocalOp, index: number, cut: Cut, liveBytes: number) => Step;
  /** Adds the operator to what has been walked. */
  readonly pass: (cut: Cut, op: number) => void;
  /** Operators that may become possible after this one. */
  readonly onward: (op: LocalOp) => readonly number[];
  /** Whether the operator can be walked next. */
  readonly isPossible: (problem: LocalProblem, op: number, cut: Cut, limit: Cut) => boolean;
}

export const FORWARD: Direction = {
  step: stepForward,
  pass: add,
  onward: (op) => op.next,
  isPossible: (problem, op, cut, goal) => {
    if (has(cut, op) || !has(goal, op)) return false;
    for (const earlier of problem.ops[op]!.before) if (!has(cut, earlier)) return false;
    return true;
  },
};

export const BACKWARD: Direction = {
  step: stepBack,
  pass: remove,
  onward: (op) => op.before,
  isPossible: (problem, op, cut, from) => {
    if (!has(cut, op) || has(from, op)) return false;
    for (const later of problem.ops[op]!.next) if (has(cut, later)) return false;
    return true;
  },
};

/** Operators that can be walked next, in file order. */
export function possibleOps(problem: LocalProblem, way: Direction, cut: Cut, limit: Cut): number[] {
  const possible: number[] = [];
  for (let op = 0; op < problem.ops.length; op++) if (way.isPossible(problem, op, cut, limit)) possible.push(op);
  return possible;
}

/** A run of operators, each made possible by the one before. */
export interface Walk {
  /** In the order walked. */
  readonly ops: readonly number[];
  /** Highest live bytes up to and including each operator. */
  readonly peaks: readonly number[];
  readonly liveBytes: number;
  /** returned: to no more live bytes than at the start. waits: for operators outside the run. forks: several became possible. */
  readonly end: 'returned' | 'waits' | 'forks';
}

/** Follows operators from `first` as long as each makes exactly one other possible and live bytes are above where they began. */
export function walk(problem: LocalProblem, way: Direction, cut: Cut, limit: Cut, first: number, liveBytes: number): Walk {
  const ops: number[] = [];
  const peaks: number[] = [];
  const at = cut.slice();
  let live = liveBytes;
  let peak = 0;
  for (let op = first; ;) {
    const { during, beyond } = way.step(problem.ops[op]!, op, at, live);
    live = beyond;
    peak = Math.max(peak, during);
    ops.push(op);
    peaks.push(peak);
    if (live <= liveBytes) return { ops, peaks, liveBytes: live, end: 'returned' };
    const next = way.onward(problem.ops[op]!).filter((candidate) => way.isPossible(problem, candidate, at, limit));
    if (next.length !== 1) return { ops, peaks, liveBytes: live, end: next.length === 0 ? 'waits' : 'forks' };
    op = next[0]!;
  }
}
