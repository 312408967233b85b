/** The line of an edge: out of a port, across, into a port, with rounded corners. */
import type { LayoutDirection } from './layout-types.ts';

interface Ends {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

export interface EdgePath {
  readonly path: string;
  /** Middle of its longest straight piece along the flow: where the insert button sits. */
  readonly labelX: number;
  readonly labelY: number;
}

type Point = readonly [along: number, across: number];

const RADIUS = 8;
/** How far an edge runs straight out of a port before it turns. */
const STUB = 16;
/** Ends nearer than this along the flow, or the wrong way round, are joined by a loop. */
const NEAREST = 10;

/** `lane`: the coordinate across the flow at which it passes other cards; undefined when nothing is between. */
export function edgePath(ends: Ends, direction: LayoutDirection, lane: number | undefined): EdgePath {
  const down = direction === 'down';
  const from: Point = down ? [ends.sourceY, ends.sourceX] : [ends.sourceX, ends.sourceY];
  const to: Point = down ? [ends.targetY, ends.targetX] : [ends.targetX, ends.targetY];
  const points = corners(from, to, lane);
  const [along, across] = labelPoint(points);
  return { path: rounded(points, down), labelX: down ? across : along, labelY: down ? along : across };
}

function corners(from: Point, to: Point, lane: number | undefined): readonly Point[] {
  const forward = to[0] - from[0] >= NEAREST;
  if (lane !== undefined && forward) return around(from, to, lane, Math.min(STUB, (to[0] - from[0]) / 4));
  if (!forward) return around(from, to, backwardLane(from, to), STUB);
  if (Math.abs(from[1] - to[1]) < 1) return [from, to];
  const middle = (from[0] + to[0]) / 2;
  return [from, [middle, from[1]], [middle, to[1]], to];
}

function around(from: Point, to: Point, lane: number, stub: number): readonly Point[] {
  return [from, [from[0] + stub, from[1]], [from[0] + stub, lane], [to[0] - stub, lane], [to[0] - stub, to[1]], to];
}

/** A card dragged above its source: the edge goes round between the two. */
function backwardLane(from: Point, to: Point): number {
  return Math.abs(from[1] - to[1]) < 40 ? from[1] + 120 : (from[1] + to[1]) / 2;
}

function labelPoint(points: readonly Point[]): Point {
  let best: Point = points[0]!;
  let longest = -1;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const length = a[1] === b[1] ? Math.abs(b[0] - a[0]) + 0.5 : Math.abs(b[1] - a[1]) - 1000;
    if (length <= longest) continue;
    longest = length;
    best = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  }
  return best;
}

function rounded(points: readonly Point[], down: boolean): string {
  const at = ([along, across]: Point): string => (down ? `${across},${along}` : `${along},${across}`);
  let path = `M${at(points[0]!)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [before, corner, after] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  }
  return `${path}L${at(points.at(-1)!)}`;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

/** The point `length` from `from` on the axis-parallel way to `to`. */
function towards(from: Point, to: Point, length: number): Point {
  return [from[0] + Math.sign(to[0] - from[0]) * length, from[1] + Math.sign(to[1] - from[1]) * length];
}

/** 1 px at 64 bytes and below, 6 px at 1 MiB and above. */
export function edgeWidth(bytes: number): number {
  if (bytes <= 64) return 1;
  return Math.min(6, 1 + ((Math.log2(bytes) - 6) / 14) * 5);
}
