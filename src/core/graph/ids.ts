/** Ids of nodes and groups: the next free number, so that the same edits give the same ids everywhere. */
import type { Graph, NodeId } from './graph.ts';

/** The number after the largest one in use. */
export function nextNodeId(graph: Graph): NodeId {
  return String(largest(graph.nodes, 0) + 1);
}

export function nextGroupId(graph: Graph): string {
  return nextGroupIds(graph, 1)[0]!;
}

export function nextGroupIds(graph: Graph, count: number): readonly string[] {
  const first = largest(graph.groups, 1) + 1;
  return Array.from({ length: count }, (_, i) => `g${first + i}`);
}

/** `count` free ids in ascending order. */
export function nextNodeIds(graph: Graph, count: number): readonly NodeId[] {
  const first = largest(graph.nodes, 0) + 1;
  return Array.from({ length: count }, (_, i) => String(first + i));
}

function largest(items: readonly { readonly id: string }[], prefix: number): number {
  let max = 0;
  for (const { id } of items) {
    const value = Number(id.slice(prefix));
    if (Number.isSafeInteger(value) && value > max) max = value;
  }
  return max;
}
