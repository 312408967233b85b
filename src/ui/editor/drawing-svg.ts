/** The drawing as an SVG document: the cards and edges of the canvas with the colours of a theme, readable without the product. */
import type { NodeFacts } from '../../core/cost/estimate-types.ts';
import type { Graph, GraphNode, NodeId } from '../../core/graph/graph.ts';
import { tensorBytes } from '../../core/graph/tensor.ts';
import { displayName, opOf } from '../../core/ops/registry.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import { cardShape } from './card-text.ts';
import type { Drawing, DrawnEdge } from './drawing.ts';
import { edgePath, edgeWidth } from './edge-path.ts';
import type { LayoutDirection, Place } from './layout-types.ts';
import type { CanvasItem } from './topology.ts';

const MARGIN = 24;

export interface DrawingLook {
  readonly direction: LayoutDirection;
  /** Value of a colour token: `color('surface')`. */
  readonly color: (token: string) => string;
}

export function drawingSvg(drawing: Drawing, graph: Graph, facts: ReadonlyMap<NodeId, NodeFacts>, look: DrawingLook): string {
  const places = [...drawing.places.values()];
  const left = Math.min(...places.map(([x]) => x)) - MARGIN;
  const top = Math.min(...places.map(([, y]) => y)) - MARGIN;
  const width = Math.max(...places.map(([x]) => x)) + CARD_WIDTH + MARGIN - left;
  const height = Math.max(...places.map(([, y]) => y)) + CARD_HEIGHT + MARGIN - top;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${look.color('canvas')}"/>`,
    ...drawing.edges.map((edge) => edgeSvg(edge, drawing, facts, look)),
    ...drawing.topology.items.map((item) => cardSvg(item, drawing.places.get(item.id), nodes, facts, look)),
    '</svg>',
  ].join('\n');
}

function edgeSvg(edge: DrawnEdge, { places }: Drawing, facts: ReadonlyMap<NodeId, NodeFacts>, look: DrawingLook): string {
  const [source, target] = [places.get(edge.source), places.get(edge.target)];
  if (source === undefined || target === undefined) return '';
  const down = look.direction === 'down';
  const from = down ? [source[0] + CARD_WIDTH / 2, source[1] + CARD_HEIGHT] : [source[0] + CARD_WIDTH, source[1] + CARD_HEIGHT / 2];
  const to = down ? [target[0] + CARD_WIDTH / 2, target[1]] : [target[0], target[1] + CARD_HEIGHT / 2];
  const ends = { sourceX: from[0]!, sourceY: from[1]!, targetX: to[0]!, targetY: to[1]! };
  const type = edge.data === undefined ? undefined : facts.get(edge.data.from.node)?.outputs[edge.data.from.port];
  const bytes = type === undefined ? 0 : tensorBytes(type.shape, type.type);
  const { path } = edgePath(ends, look.direction, edge.data?.lane);
  return `<path d="${path}" fill="none" stroke="${look.color('edge')}" stroke-width="${edgeWidth(bytes).toFixed(1)}"/>`;
}

function cardSvg(
  item: CanvasItem,
  place: Place | undefined,
  nodes: ReadonlyMap<NodeId, GraphNode>,
  facts: ReadonlyMap<NodeId, NodeFacts>,
  look: DrawingLook,
): string {
  if (place === undefined) return '';
  const node = item.group === undefined ? nodes.get(item.id) : undefined;
  const spec = node === undefined ? undefined : opOf(node);
  const name = node === undefined ? blockName(item) : displayName(node);
  const params = node === undefined ? `${item.nodes.length} nodes` : (spec?.card(node.params) ?? '');
  const output = facts.get(item.nodes.at(-1)!)?.outputs[0];
  const text = (x: number, y: number, value: string, more: string): string => `<text x="${x}" y="${y}" ${more}>${escapeXml(value)}</text>`;
  return [
    `<g transform="translate(${place[0]} ${place[1]})">`,
    `<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" rx="6" fill="${look.color('surface')}" stroke="${look.color('line')}"/>`,
    `<path d="M4 0v${CARD_HEIGHT}a6 6 0 0 1-4-6V6a6 6 0 0 1 4-6z" fill="${look.color(`kind-${spec?.group ?? 'other'}`)}"/>`,
    text(14, 24, shortened(name, 24), `font-weight="600" fill="${look.color('text-1')}"`),
    text(14, 46, shortened(params, output === undefined ? 26 : 17), `fill="${look.color('text-2')}"`),
    output === undefined ? '' : text(CARD_WIDTH - 10, 46, cardShape(output), `text-anchor="end" fill="${look.color('text-2')}"`),
    '</g>',
  ].join('');
}

function blockName({ group }: CanvasItem): string {
  return group === undefined ? '' : `${group.name}${group.repeat > 1 ? ` ×${group.repeat}` : ''}`;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
