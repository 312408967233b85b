/** Cards and edges as the canvas library takes them. It holds id, place and size only; an unchanged card keeps its object. */
import type { NodeId } from '../../core/graph/graph.ts';
import type { EdgeRef } from '../../state/selection-store.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import type { GroupNode } from './GroupCard.tsx';
import type { LayoutDirection, Place } from './layout-types.ts';
import type { CardNode } from './NodeCard.tsx';
import { portId } from './ports.ts';
import type { TensorEdgeType } from './TensorEdge.tsx';
import { edgeId, type CanvasEdge, type CanvasItem, type Topology } from './topology.ts';

export type FlowNode = CardNode | GroupNode;

const SIZE = { width: CARD_WIDTH, height: CARD_HEIGHT };

/** Makes the cards of a canvas; those that did not change since the last time stay the same objects. */
export function createFlowNodes() {
  let before: ReadonlyMap<string, FlowNode> = new Map();
  return (
    topology: Topology,
    places: ReadonlyMap<string, Place>,
    selected: ReadonlySet<NodeId>,
    direction: LayoutDirection,
  ): readonly FlowNode[] => {
    const nodes = topology.items.flatMap((item) => {
      const place = places.get(item.id);
      if (place === undefined) return [];
      const isSelected = item.nodes.every((id) => selected.has(id));
      const old = before.get(item.id);
      const next = flowNode(item, place, isSelected, topology, places, direction);
      return [old !== undefined && isSame(old, next) ? old : next];
    });
    before = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  };
}

function isSame(a: FlowNode, b: FlowNode): boolean {
  if (a.position.x !== b.position.x || a.position.y !== b.position.y || a.selected !== b.selected) return false;
  if (a.type === 'card' && b.type === 'card') return a.data.inputOrder?.join() === b.data.inputOrder?.join();
  if (a.type !== 'group' || b.type !== 'group') return false;
  return a.data.group === b.data.group && sameEdges(a.data.incoming, b.data.incoming) && sameEdges(a.data.outgoing, b.data.outgoing);
}

function sameEdges(a: readonly CanvasEdge[], b: readonly CanvasEdge[]): boolean {
  return a.length === b.length && a.every((edge, i) => edge === b[i]);
}

function flowNode(
  item: CanvasItem,
  [x, y]: Place,
  selected: boolean,
  topology: Topology,
  places: ReadonlyMap<string, Place>,
  direction: LayoutDirection,
): FlowNode {
  const common = { id: item.id, position: { x, y }, selected, ...SIZE, measured: SIZE };
  const incoming = topology.incoming.get(item.id) ?? [];
  if (item.group === undefined) return { ...common, type: 'card', data: { inputOrder: inputOrder(incoming, places, direction) } };
  return {
    ...common,
    type: 'group',
    data: { group: item.group, incoming, outgoing: topology.edges.filter((edge) => edge.source === item.id) },
  };
}

/** Inputs in the order their sources stand in across the flow; undefined where that is their own order. */
function inputOrder(
  incoming: readonly CanvasEdge[],
  places: ReadonlyMap<string, Place>,
  direction: LayoutDirection,
): readonly number[] | undefined {
  if (incoming.length < 2) return undefined;
  const across = (edge: CanvasEdge): number => places.get(edge.source)?.[direction === 'down' ? 0 : 1] ?? 0;
  const order = incoming.toSorted((a, b) => across(a) - across(b)).map((edge) => edge.to.input);
  return order.every((input, i) => i === 0 || input > order[i - 1]!) ? undefined : order;
}

export function flowEdges(
  topology: Topology,
  lanes: ReadonlyMap<string, number>,
  selected: EdgeRef | undefined,
): readonly TensorEdgeType[] {
  const selectedId = selected === undefined ? undefined : edgeId(selected.node, selected.input);
  return topology.edges.map((edge) => ({
    id: edge.id,
    type: 'tensor',
    source: edge.source,
    target: edge.target,
    sourceHandle: portId(edge.from.node, edge.from.port),
    targetHandle: portId(edge.to.node, edge.to.input),
    selected: edge.id === selectedId,
    data: { from: edge.from, to: edge.to, lane: lanes.get(edge.id) },
  }));
}
