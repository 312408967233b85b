import { beam } from './beam.ts';
import { createCutHeap } from './cut-heap.ts';
import type { LocalProblem } from './local-problem.ts';
import { coreOf, moveFrom } from './moves.ts';
import { arrive, orderTo, startTrails } from './trails.ts';

/** What is known about the least peak of a segment. */
export interface SegmentAnswer {
  /** Local operators in running order; undefined when nothing below the ceiling was found. */
  readonly order: readonly number[] | undefined;
  readonly peakBytes: number;
  /** No order has a smaller peak. */
  readonly lowerBound: number;
}

/**
 * Least peak of a segment, searched between `floor` (which the whole graph needs anyway) and `ceiling` (already achieved).
 *
 * Reachable cuts are visited in the order of the peak needed to reach them (Dijkstra with max instead of +). At most `limit` cuts are
 * kept; when they run out, the peak of the next cut is a proven lower bound and a beam search looks for a good order.
 */
export function searchSegment(problem: LocalProblem, floor: number, ceiling: number, limit: number): SegmentAnswer {
  const core = coreOf(problem, floor);
  if (core.peakBytes >= ceiling) return { order: undefined, peakBytes: ceiling, lowerBound: ceiling };
  const trails = startTrails(core);
  const size = problem.ops.length - core.goal.ops.length;
  const heap = createCutHeap();
  const cut = core.from.cut.slice();
  heap.push(0, core.peakBytes, 0);
  while (heap.size > 0) {
    const { cut: number, peakBytes } = heap.pop();
    if (peakBytes > trails.peak[number]!) continue;
    if (trails.count[number] === size) return { order: [...orderTo(trails, number), ...core.goal.ops], peakBytes, lowerBound: peakBytes };
    if (trails.table.size > limit) return { ...beam(problem, core, ceiling), lowerBound: peakBytes };
    trails.table.load(number, cut);
    moveFrom(problem, cut, core.goal.cut, trails.live[number]!, peakBytes, (after, live, peak, ops) => {
      if (peak >= ceiling) return;
      const next = arrive(trails, number, after, live, peak, ops);
      if (next !== undefined) heap.push(next, peak, trails.count[next]!);
    });
  }
  return { order: undefined, peakBytes: ceiling, lowerBound: ceiling };
}
