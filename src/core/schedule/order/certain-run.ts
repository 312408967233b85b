/**
 * Runs of operators that are certainly right, so that a search need not try anything else.
 *
 * 1. A run (see walk.ts) that stays within the peak already accepted and returns to no more live bytes than it began with is certainly
 * right. Live bytes are submodular in the set of executed operators (a tensor is alive once written until ALL its readers ran), so in
 * any order the run can be pulled to the front: whatever ran in between then finds at most the live bytes it found before. The same
 * holds from the end backwards, unless an operator may run in place over an input with several readers: that would be spoilt.
 *
 * 2. When every run either needs a higher peak than the accepted one to return, or cannot return by itself, and the runs do not help
 * each other below the least of those peaks, then that peak is needed by every order, and the run that has it is right by 1.
 */
import { isDead, type Cut } from './cut.ts';
import type { LocalOp, LocalProblem, LocalTensor } from './local-problem.ts';
import { possibleOps, walk, type Direction, type Walk } from './walk.ts';

export interface CertainRun {
  readonly ops: readonly number[];
  readonly liveBytes: number;
  /** The accepted peak, or the higher one that every order needs. */
  readonly peakBytes: number;
}

/** The run that is certainly right from a cut towards `limit`, if there is one. */
export function certainRun(
  problem: LocalProblem,
  way: Direction,
  cut: Cut,
  limit: Cut,
  liveBytes: number,
  peakBytes: number,
): CertainRun | undefined {
  const walks: Walk[] = [];
  let best: Walk | undefined;
  for (const op of possibleOps(problem, way, cut, limit)) {
    const next = walk(problem, way, cut, limit, op, liveBytes);
    walks.push(next);
    if (next.end !== 'returned') continue;
    if (peakOf(next) <= peakBytes) return { ops: next.ops, liveBytes: next.liveBytes, peakBytes };
    if (best === undefined || peakOf(next) < peakOf(best)) best = next;
  }
  if (best === undefined || !areIndependent(problem, way, cut, limit, walks, peakOf(best))) return undefined;
  return { ops: best.ops, liveBytes: best.liveBytes, peakBytes: peakOf(best) };
}

function peakOf(run: Walk): number {
  return run.peaks.at(-1)!;
}

/** True when no combination of the runs reaches anything below `peakBytes` that none of them reaches alone. */
function areIndependent(problem: LocalProblem, way: Direction, cut: Cut, limit: Cut, walks: readonly Walk[], peakBytes: number): boolean {
  const reached = cut.slice();
  const touched = cut.slice();
  for (const { ops, peaks, end } of walks) {
    const reach = lengthBelow(peaks, peakBytes);
    if (reach === ops.length && end === 'forks') return false;
    for (const op of ops.slice(0, reach)) way.pass(reached, op);
    for (const op of ops.slice(0, reach + 1)) way.pass(touched, op);
  }
  return !opensOther(problem, way, walks, peakBytes, reached, limit) && !sharesDeath(problem, walks, peakBytes, cut, touched);
}

/** How many operators of a run can be walked without reaching `peakBytes`. */
function lengthBelow(peaks: readonly number[], peakBytes: number): number {
  let length = 0;
  while (length < peaks.length && peaks[length]! < peakBytes) length++;
  return length;
}

/** True when the runs together make an operator possible that does not belong to the run before it. */
function opensOther(problem: LocalProblem, way: Direction, walks: readonly Walk[], peakBytes: number, reached: Cut, limit: Cut): boolean {
  return walks.some(({ ops, peaks }) =>
    ops
      .slice(0, lengthBelow(peaks, peakBytes))
      .some((op, i) => way.onward(problem.ops[op]!).some((next) => next !== ops[i + 1] && way.isPossible(problem, next, reached, limit))),
  );
}

/** True when operators of different runs read a tensor that may die (or, backwards, come to life) among them. */
function sharesDeath(problem: LocalProblem, walks: readonly Walk[], peakBytes: number, cut: Cut, touched: Cut): boolean {
  const owner = new Map<LocalTensor, Walk>();
  const meets = (run: Walk, tensor: LocalTensor): boolean => {
    const first = owner.get(tensor);
    owner.set(tensor, first ?? run);
    return first !== undefined && first !== run && (isDead(tensor, touched) || isDead(tensor, cut));
  };
  const mortal = (op: LocalOp): LocalTensor[] => [...op.shared, ...op.takeOver];
  return walks.some((run) =>
    run.ops.slice(0, lengthBelow(run.peaks, peakBytes) + 1).some((op) => mortal(problem.ops[op]!).some((tensor) => meets(run, tensor))),
  );
}
