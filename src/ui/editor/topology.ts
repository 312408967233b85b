/** What the canvas draws of a graph: cards, collapsed groups as one card, and the edges between them. Parameters play no part. */
import { EMPTY_GRAPH, type Graph, type GraphNode, type NodeGroup, type NodeId, type PortRef } from '../../core/graph/graph.ts';

/** A card on the canvas: a node, or a collapsed group standing for its nodes. */
export interface CanvasItem {
  /** The node's id, or `groupItemId(group)`. */
  readonly id: string;
  readonly group: NodeGroup | undefined;
  readonly nodes: readonly NodeId[];
}

export interface CanvasEdge {
  readonly id: string;
  /** Items the edge runs between. */
  readonly source: string;
  readonly target: string;
  /** Ports of the graph it joins. */
  readonly from: PortRef;
  readonly to: { readonly node: NodeId; readonly input: number };
}

export interface Topology {
  readonly items: readonly CanvasItem[];
  readonly edges: readonly CanvasEdge[];
  /** Edges by the item they end at. */
  readonly incoming: ReadonlyMap<string, readonly CanvasEdge[]>;
  /** Expanded groups, drawn as a frame around their nodes. */
  readonly frames: readonly NodeGroup[];
}

export function groupItemId(group: string): string {
  return `group:${group}`;
}

export function edgeId(node: NodeId, input: number): string {
  return `${node}:${input}`;
}

export function topologyOf(graph: Graph): Topology {
  const itemOf = new Map<NodeId, string>();
  const collapsed = graph.groups.filter((group) => group.collapsed);
  for (const group of collapsed) for (const id of group.nodes) itemOf.set(id, groupItemId(group.id));
  const items = itemsOf(graph, collapsed, itemOf);
  const edges = edgesOf(graph.nodes, itemOf);
  return { items, edges, incoming: byTarget(edges), frames: graph.groups.filter((group) => !group.collapsed) };
}

function byTarget(edges: readonly CanvasEdge[]): ReadonlyMap<string, readonly CanvasEdge[]> {
  const incoming = new Map<string, CanvasEdge[]>();
  for (const edge of edges) incoming.set(edge.target, [...(incoming.get(edge.target) ?? []), edge]);
  return incoming;
}

/** In node order; a collapsed group stands where its first node is. Fills `itemOf` for plain nodes. */
function itemsOf(graph: Graph, collapsed: readonly NodeGroup[], itemOf: Map<NodeId, string>): readonly CanvasItem[] {
  const groups = new Map(collapsed.map((group) => [groupItemId(group.id), group]));
  const items: CanvasItem[] = [];
  for (const { id } of graph.nodes) {
    const item = itemOf.get(id);
    const group = item === undefined ? undefined : groups.get(item);
    if (item === undefined) {
      itemOf.set(id, id);
      items.push({ id, group: undefined, nodes: [id] });
    } else if (group !== undefined) {
      groups.delete(item);
      items.push({ id: item, group, nodes: group.nodes });
    }
  }
  return items;
}

function edgesOf(nodes: readonly GraphNode[], itemOf: ReadonlyMap<NodeId, string>): readonly CanvasEdge[] {
  const edges: CanvasEdge[] = [];
  for (const node of nodes) {
    const target = itemOf.get(node.id)!;
    node.inputs.forEach((from, input) => {
      const source = from === undefined ? undefined : itemOf.get(from.node);
      if (from === undefined || source === undefined || source === target) return;
      edges.push({ id: edgeId(node.id, input), source, target, from, to: { node: node.id, input } });
    });
  }
  return edges;
}

/** A selector that gives the same topology until nodes, edges or groups change: edits of parameters do not redraw the canvas. */
export function createTopologySelector(): (graph: Graph) => Topology {
  let last: Graph | undefined;
  let topology = topologyOf(EMPTY_GRAPH);
  return (graph) => {
    if (last === undefined || !sameStructure(last, graph)) topology = topologyOf(graph);
    last = graph;
    return topology;
  };
}

function sameStructure(a: Graph, b: Graph): boolean {
  if (a === b) return true;
  if (a.nodes.length !== b.nodes.length || !sameGroups(a.groups, b.groups)) return false;
  return a.nodes.every((node, i) => sameNode(node, b.nodes[i]!));
}

function sameNode(a: GraphNode, b: GraphNode): boolean {
  if (a === b) return true;
  if (a.id !== b.id || a.inputs.length !== b.inputs.length) return false;
  return a.inputs === b.inputs || a.inputs.every((input, i) => input?.node === b.inputs[i]?.node && input?.port === b.inputs[i]?.port);
}

function sameGroups(a: readonly NodeGroup[], b: readonly NodeGroup[]): boolean {
  return a === b || (a.length === b.length && a.every((group, i) => group === b[i]));
}
