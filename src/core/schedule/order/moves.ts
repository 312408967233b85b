import { certainRun } from './certain-run.ts';
import { emptyCut, fullCut, stepForward, type Cut } from './cut.ts';
import type { LocalProblem } from './local-problem.ts';
import { BACKWARD, FORWARD, possibleOps, type Direction } from './walk.ts';

/** Called with the cut a move leads to. `cut` is reused: copy what is kept. */
export type Arrive = (cut: Cut, liveBytes: number, peakBytes: number, ops: readonly number[]) => void;

/** The moves from a cut towards `goal`: one per possible operator, or a single run when one is certainly right. */
export function moveFrom(problem: LocalProblem, cut: Cut, goal: Cut, liveBytes: number, peakBytes: number, arrive: Arrive): void {
  const after = cut.slice();
  const run = certainRun(problem, FORWARD, cut, goal, liveBytes, peakBytes);
  if (run !== undefined) {
    for (const op of run.ops) FORWARD.pass(after, op);
    return arrive(after, run.liveBytes, run.peakBytes, run.ops);
  }
  for (const op of possibleOps(problem, FORWARD, cut, goal)) {
    after.set(cut);
    const { during, beyond } = stepForward(problem.ops[op]!, op, after, liveBytes);
    arrive(after, beyond, Math.max(peakBytes, during), [op]);
  }
}

/** One end of what is left to search, with the operators between it and the end of the segment it came from. */
export interface Front {
  readonly cut: Cut;
  readonly liveBytes: number;
  /** In running order. */
  readonly ops: readonly number[];
}

/** What is certain at both ends of a segment, and the peak that every order is now known to need. */
export interface Core {
  readonly from: Front;
  readonly goal: Front;
  readonly peakBytes: number;
}

/** Moves both ends towards each other by certain runs. */
export function coreOf(problem: LocalProblem, floor: number): Core {
  let from: Front = { cut: emptyCut(problem), liveBytes: problem.startBytes, ops: [] };
  let goal: Front = { cut: fullCut(problem), liveBytes: problem.endBytes, ops: [] };
  let peakBytes = floor;
  for (;;) {
    const ahead = push(problem, FORWARD, from, goal.cut, peakBytes);
    const back = problem.reversible ? push(problem, BACKWARD, goal, ahead.front.cut, ahead.peakBytes) : { ...ahead, front: goal };
    if (back.peakBytes === peakBytes) return { from: ahead.front, goal: back.front, peakBytes };
    from = ahead.front;
    goal = back.front;
    peakBytes = back.peakBytes;
  }
}

/** Moves one end as far as certain runs lead; they may raise the peak. */
function push(problem: LocalProblem, way: Direction, front: Front, limit: Cut, floor: number): { front: Front; peakBytes: number } {
  const cut = front.cut.slice();
  const walked: number[] = [];
  let { liveBytes } = front;
  let peakBytes = floor;
  for (;;) {
    const run = certainRun(problem, way, cut, limit, liveBytes, peakBytes);
    if (run === undefined) break;
    for (const op of run.ops) way.pass(cut, op);
    walked.push(...run.ops);
    ({ liveBytes, peakBytes } = run);
  }
  const ops = way === FORWARD ? [...front.ops, ...walked] : [...walked.reverse(), ...front.ops];
  return { front: { cut, liveBytes, ops }, peakBytes };
}
