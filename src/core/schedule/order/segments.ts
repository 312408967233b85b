import type { OrderGraph } from './order-graph.ts';

/** Operators [start, end) of the file order; every legal order runs all of them before any later one. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits at the articulation points: operators that are an ancestor or a descendant of every other one. Such an operator has the same
 * place in every legal order, so what lies between two of them is a question of its own.
 *
 * In file order, all earlier operators are ancestors of operator i exactly when each of them has a direct successor at or before i
 * (follow those successors until i is reached); descendants likewise, backwards.
 */
export function segmentsOf(graph: OrderGraph): Segment[] {
  const reached = nearestSuccessors(graph);
  const reaching = nearestPredecessors(graph);
  const segments: Segment[] = [];
  let start = 0;
  for (let op = 0; op < graph.count; op++) {
    if (reached[op]! > op || reaching[op]! < op) continue;
    if (start < op) segments.push({ start, end: op });
    segments.push({ start: op, end: op + 1 });
    start = op + 1;
  }
  if (start < graph.count) segments.push({ start, end: graph.count });
  return segments;
}

/** Per operator: the furthest "first successor" of all earlier operators. */
function nearestSuccessors(graph: OrderGraph): Float64Array {
  const furthest = new Float64Array(graph.count);
  let running = -1;
  for (let op = 0; op < graph.count; op++) {
    furthest[op] = running;
    running = Math.max(running, graph.next[op]![0] ?? Infinity);
  }
  return furthest;
}

/** Per operator: the earliest "last predecessor" of all later operators. */
function nearestPredecessors(graph: OrderGraph): Float64Array {
  const earliest = new Float64Array(graph.count);
  let running = Infinity;
  for (let op = graph.count - 1; op >= 0; op--) {
    earliest[op] = running;
    running = Math.min(running, graph.before[op]!.at(-1) ?? -Infinity);
  }
  return earliest;
}
