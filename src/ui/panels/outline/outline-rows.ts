/** The graph as an outline: nodes in running order, blocks as branches. */
import type { Graph, GraphNode, NodeGroup } from '../../../core/graph/graph.ts';

export type OutlineRow =
  | { readonly kind: 'node'; readonly node: GraphNode }
  | { readonly kind: 'block'; readonly group: NodeGroup; readonly nodes: readonly GraphNode[] };

/** A block stands where its first node runs. */
export function outlineRows({ nodes, groups }: Graph): readonly OutlineRow[] {
  const groupOf = new Map(groups.flatMap((group) => group.nodes.map((id) => [id, group] as const)));
  const seen = new Set<string>();
  return nodes.flatMap((node): readonly OutlineRow[] => {
    const group = groupOf.get(node.id);
    if (group === undefined) return [{ kind: 'node', node }];
    if (seen.has(group.id)) return [];
    seen.add(group.id);
    return [{ kind: 'block', group, nodes: nodes.filter((other) => group.nodes.includes(other.id)) }];
  });
}
