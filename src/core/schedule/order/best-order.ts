/**
 * The operator order of least peak live bytes. Exact: dynamic programming over reachable cuts, cut into segments at articulation
 * points, with a bound on the work. The idea of searching cuts rather than orders is Liberis and Lane's (arXiv:1910.05110); they go
 * backwards over tensor sets with memoisation, here cuts are visited in the order of their peak, moves that are certainly right are
 * taken alone, and segments that cannot raise the peak are left in file order.
 */
import { liveProfile, type LiveProfile } from './live-bytes.ts';
import { localProblemOf, type LocalProblem } from './local-problem.ts';
import { orderGraphOf, type OrderGraph } from './order-graph.ts';
import type { OrderProblem } from './problem.ts';
import { searchSegment } from './search-segment.ts';
import { segmentsOf, type Segment } from './segments.ts';

export interface BestOrder {
  /** Operators in running order, by their index in the file; the file order itself when nothing is better. */
  readonly order: readonly number[];
  /** Its peak of live bytes, never above the file order's. */
  readonly peakBytes: number;
  /** No legal order has a smaller peak. */
  readonly lowerBound: number;
  /** True when `peakBytes` equals `lowerBound`. */
  readonly exact: boolean;
}

/** How many cuts of a 64-operator segment are looked at before giving up on proof: some 0.2 s. */
const DEFAULT_CUT_LIMIT = 50_000;

/** The order of least peak live bytes, or the best found and a lower bound when `cutLimit` is used up. */
export function bestOrder(problem: OrderProblem, cutLimit: number = DEFAULT_CUT_LIMIT): BestOrder {
  const graph = orderGraphOf(problem);
  const order = Array.from({ length: graph.count }, (_, op) => op);
  const file = liveProfile(graph, order);
  if (file.peakBytes <= heaviestOperator(graph)) return { order, peakBytes: file.peakBytes, lowerBound: file.peakBytes, exact: true };
  const segments = segmentsOf(graph).map((segment) => ({ ...segment, filePeak: peakWithin(file.during, segment) }));
  const problems = segments.filter(isSearched).map((segment) => segmentProblem(graph, segment, file));
  const atStart = graph.startBytes + graph.unreadBytes;
  let lowerBound = problems.reduce((bound, each) => Math.max(bound, each.lowerBound), Math.max(atStart, heaviestOperator(graph)));
  let peakBytes = segments.reduce((peak, segment) => (isSearched(segment) ? peak : Math.max(peak, segment.filePeak)), lowerBound);
  for (const each of problems) {
    const filePeak = peakWithin(file.during, { start: each.first, end: each.first + each.ops.length });
    if (filePeak <= peakBytes) continue;
    const answer = searchSegment(each, peakBytes, filePeak, limitFor(each, cutLimit));
    answer.order?.forEach((op, place) => (order[each.first + place] = each.first + op));
    // Up to the peak that stands anyway nothing was proven about this segment.
    if (answer.lowerBound > peakBytes) lowerBound = Math.max(lowerBound, answer.lowerBound);
    peakBytes = answer.peakBytes;
  }
  return { order, peakBytes, lowerBound, exact: peakBytes === lowerBound };
}

/** Larger segments, which only generated graphs have, stay in file order: the work grows with their square. */
const LARGEST_SEARCHED = 1500;

function isSearched({ start, end }: Segment): boolean {
  return end - start <= LARGEST_SEARCHED;
}

/** What the operator with the largest inputs, outputs and scratch needs by itself: a bound that most networks meet in file order. */
function heaviestOperator({ count, reads, writes, inPlace, bytes, scratch }: OrderGraph): number {
  let heaviest = 0;
  for (let op = 0; op < count; op++) {
    let own = scratch[op]!;
    for (const tensor of reads[op]!) own += bytes[tensor]!;
    for (const tensor of writes[op]!) own += bytes[tensor]!;
    if (inPlace[op]!.length > 0) own -= bytes[writes[op]![0] ?? -1] ?? 0;
    heaviest = Math.max(heaviest, own);
  }
  return heaviest;
}

function segmentProblem(graph: OrderGraph, segment: Segment, file: LiveProfile): LocalProblem {
  return localProblemOf(graph, segment, file.between[segment.start]!, file.between[segment.end]!);
}

function peakWithin(during: Float64Array, { start, end }: Segment): number {
  let peak = 0;
  for (let op = start; op < end; op++) peak = Math.max(peak, during[op]!);
  return peak;
}

/** A cut of a large segment costs more to look at. */
function limitFor(segment: LocalProblem, cutLimit: number): number {
  return Math.ceil((cutLimit * 64) / Math.max(64, segment.ops.length));
}
