/** Cards and edges as the canvas library takes them. It holds id, place and size only; an unchanged card keeps its object. */
import type { NodeId } from '../../core/graph/graph.ts';
import type { EdgeRef } from '../../state/selection-store.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import type { GroupNode } from './GroupCard.tsx';
import type { Place } from './layout-types.ts';
import type { CardNode } from './NodeCard.tsx';
import { portId } from './ports.ts';
import type { TensorEdgeType } from './TensorEdge.tsx';
import { edgeId, type CanvasItem, type Topology } from './topology.ts';

export type FlowNode = CardNode | GroupNode;

const SIZE = { width: CARD_WIDTH, height: CARD_HEIGHT };
const NO_DATA: Record<string, never> = {};

/** Makes the cards of a canvas; those that did not change since the last time stay the same objects. */
export function createFlowNodes() {
  let before: ReadonlyMap<string, FlowNode> = new Map();
  return (topology: Topology, places: ReadonlyMap<string, Place>, selected: ReadonlySet<NodeId>): readonly FlowNode[] => {
    const nodes = topology.items.flatMap((item) => {
      const place = places.get(item.id);
      if (place === undefined) return [];
      const isSelected = item.nodes.every((id) => selected.has(id));
      const old = before.get(item.id);
      const same = old !== undefined && isSame(old, item, place, isSelected, topology);
      return [same ? old : flowNode(item, place, isSelected, topology)];
    });
    before = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  };
}

function isSame(old: FlowNode, item: CanvasItem, place: Place, selected: boolean, topology: Topology): boolean {
  if (old.position.x !== place[0] || old.position.y !== place[1] || old.selected !== selected) return false;
  if (old.type === 'card') return item.group === undefined;
  return old.data.group === item.group && old.data.incoming.every((edge) => topology.edges.includes(edge));
}

function flowNode(item: CanvasItem, [x, y]: Place, selected: boolean, topology: Topology): FlowNode {
  const common = { id: item.id, position: { x, y }, selected, ...SIZE, measured: SIZE };
  if (item.group === undefined) return { ...common, type: 'card', data: NO_DATA };
  const incoming = topology.edges.filter((edge) => edge.target === item.id);
  const outgoing = topology.edges.filter((edge) => edge.source === item.id);
  return { ...common, type: 'group', data: { group: item.group, incoming, outgoing } };
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
