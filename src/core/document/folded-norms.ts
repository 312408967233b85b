import type { GraphNode, NodeId } from '../graph/graph.ts';

/** The batch norm folded into each node: one that is deployed with nothing of its own, behind the node or behind dropouts of it. */
export function foldedNorms(
  nodes: readonly GraphNode[],
  byId: ReadonlyMap<NodeId, GraphNode>,
  owners: ReadonlySet<NodeId>,
): ReadonlyMap<NodeId, GraphNode> {
  const folded = new Map<NodeId, GraphNode>();
  for (const node of nodes) {
    if (node.op !== 'batch_norm' || owners.has(node.id)) continue;
    let into = byId.get(node.inputs[0]?.node ?? '');
    while (into?.op === 'dropout') into = byId.get(into.inputs[0]?.node ?? '');
    if (into !== undefined) folded.set(into.id, node);
  }
  return folded;
}
