/** Where cards go by themselves, and which lane an edge takes past the cards between its ends. Loads dagre; import it lazily. */
import { graphlib, layout } from '@dagrejs/dagre';
import { CARD_GAP, CARD_HEIGHT, CARD_WIDTH, RANK_GAP } from './card-size.ts';
import { layeredPlaces, ranksOf } from './layered.ts';
import type { Layout, LayoutDirection, Place } from './layout-types.ts';
import type { CanvasEdge, Topology } from './topology.ts';

/** Pixels an edge keeps from a card it passes. */
const CLEARANCE = 20;

/** dagre's time grows with the ranks that edges pass, and its stack with the ranks there are. */
const MAX_RANKS = 1000;
const MAX_RANKS_PASSED = 2000;

export function layOut(topology: Topology, direction: LayoutDirection): Layout {
  const ranks = ranksOf(topology);
  const spans = topology.edges.map((edge) => ranks.get(edge.target)! - ranks.get(edge.source)!);
  const passed = spans.reduce((sum, span) => sum + Math.abs(span), 0);
  if (passed <= MAX_RANKS_PASSED && topology.items.length <= MAX_RANKS) return dagreLayout(topology, direction);
  const places = layeredPlaces(topology, ranks, direction);
  return { places, lanes: lanesOf(topology.edges, places, direction, () => []) };
}

function dagreLayout(topology: Topology, direction: LayoutDirection): Layout {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction === 'down' ? 'TB' : 'LR', nodesep: CARD_GAP, ranksep: RANK_GAP, edgesep: CLEARANCE });
  for (const item of topology.items) graph.setNode(item.id, { width: CARD_WIDTH, height: CARD_HEIGHT });
  for (const edge of topology.edges) graph.setEdge(edge.source, edge.target, {}, edge.id);
  layout(graph);
  const places = new Map<string, Place>();
  for (const item of topology.items) {
    const { x, y } = graph.node(item.id);
    places.set(item.id, [Math.round(x - CARD_WIDTH / 2), Math.round(y - CARD_HEIGHT / 2)]);
  }
  const pointsOf = (edge: CanvasEdge): readonly Point[] =>
    (graph.edge({ v: edge.source, w: edge.target, name: edge.id }) as { readonly points?: readonly Point[] }).points ?? [];
  return { places, lanes: lanesOf(topology.edges, places, direction, pointsOf) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** For edges that skip a rank: a coordinate across the flow at which no card between the ends is in the way. */
function lanesOf(
  edges: readonly CanvasEdge[],
  places: ReadonlyMap<string, Place>,
  direction: LayoutDirection,
  pointsOf: (edge: CanvasEdge) => readonly Point[],
): ReadonlyMap<string, number> {
  const down = direction === 'down';
  const boxes = [...places.values()].map((place) => boxOf(place, down));
  const lanes = new Map<string, number>();
  for (const edge of edges) {
    const from = boxOf(places.get(edge.source)!, down);
    const to = boxOf(places.get(edge.target)!, down);
    const between = boxes.filter((box) => box.along >= from.end && box.end <= to.along);
    if (between.length === 0) continue;
    const wished = pointsOf(edge)
      .slice(1, -1)
      .map((point) => (down ? point.x : point.y));
    const lane = freeLane(wished, between);
    if (lane !== undefined) lanes.set(edge.id, Math.round(lane));
  }
  return lanes;
}

/** A card as an interval along the flow and one across it. */
interface Box {
  readonly along: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

function boxOf([x, y]: Place, down: boolean): Box {
  return down
    ? { along: y, end: y + CARD_HEIGHT, low: x, high: x + CARD_WIDTH }
    : { along: x, end: x + CARD_WIDTH, low: y, high: y + CARD_HEIGHT };
}

/** The first wished coordinate that is free, else the nearest free side of what is between. */
function freeLane(wished: readonly number[], between: readonly Box[]): number | undefined {
  const free = (lane: number): boolean => between.every((box) => lane <= box.low - CLEARANCE / 2 || lane >= box.high + CLEARANCE / 2);
  const found = wished.find(free);
  if (found !== undefined) return found;
  const middle = wished[0];
  if (middle === undefined) return undefined;
  const sides = between.flatMap((box) => [box.low - CLEARANCE, box.high + CLEARANCE]).filter(free);
  return sides.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
}
