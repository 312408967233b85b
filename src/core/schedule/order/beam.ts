import type { LocalProblem } from './local-problem.ts';
import { moveFrom, type Core } from './moves.ts';
import { arrive, orderTo, startTrails, type Trails } from './trails.ts';

/** A good order with a peak below `ceiling` in bounded time, without proof: of the cuts of one size only the best are followed. */
export function beam(problem: LocalProblem, core: Core, ceiling: number): { order: readonly number[] | undefined; peakBytes: number } {
  const trails = startTrails(core);
  const size = problem.ops.length - core.goal.ops.length;
  const levels: number[][] = Array.from({ length: size + 1 }, () => []);
  levels[core.from.ops.length]!.push(0);
  const cut = core.from.cut.slice();
  const width = Math.max(8, Math.ceil(4096 / problem.ops.length));
  for (const level of levels.slice(0, size)) {
    for (const number of bestOf(trails, level).slice(0, width)) {
      trails.table.load(number, cut);
      moveFrom(problem, cut, core.goal.cut, trails.live[number]!, trails.peak[number]!, (after, live, peak, ops) => {
        if (peak >= ceiling) return;
        const next = arrive(trails, number, after, live, peak, ops);
        if (next !== undefined && trails.table.added) levels[trails.count[next]!]!.push(next);
      });
    }
  }
  const end = levels[size]![0];
  if (end === undefined) return { order: undefined, peakBytes: ceiling };
  return { order: [...orderTo(trails, end), ...core.goal.ops], peakBytes: trails.peak[end]! };
}

function bestOf(trails: Trails, cuts: readonly number[]): number[] {
  return cuts.toSorted((a, b) => trails.peak[a]! - trails.peak[b]! || trails.live[a]! - trails.live[b]!);
}
