import type { GraphNode, NodeId } from '../core/graph/graph.ts';

const INDEXES = new WeakMap<readonly GraphNode[], ReadonlyMap<NodeId, GraphNode>>();

/** Nodes by id; made once for each list of nodes. */
export function nodeIndex(nodes: readonly GraphNode[]): ReadonlyMap<NodeId, GraphNode> {
  const known = INDEXES.get(nodes);
  if (known !== undefined) return known;
  const index = new Map(nodes.map((node) => [node.id, node]));
  INDEXES.set(nodes, index);
  return index;
}
