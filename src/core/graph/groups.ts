/** Blocks: nodes shown, collapsed and repeated as one. A node is in one block at most. */
import { withoutMembers } from './edits.ts';
import type { Graph, NodeGroup, NodeId } from './graph.ts';
import { nextGroupId } from './ids.ts';

/** Makes a block of nodes, taking them out of the blocks they were in; nothing happens without nodes. */
export function groupNodes(graph: Graph, ids: ReadonlySet<NodeId>, name: string): Graph {
  const members = graph.nodes.filter((node) => ids.has(node.id)).map((node) => node.id);
  if (members.length === 0) return graph;
  const group: NodeGroup = { id: nextGroupId(graph), name, nodes: members, collapsed: false, repeat: 1 };
  return { ...graph, groups: [...withoutMembers(graph.groups, ids), group] };
}

/** Dissolves a block; its nodes stay. */
export function ungroup(graph: Graph, id: string): Graph {
  return graph.groups.some((group) => group.id === id) ? { ...graph, groups: graph.groups.filter((group) => group.id !== id) } : graph;
}

export function setCollapsed(graph: Graph, id: string, collapsed: boolean): Graph {
  return updateGroup(graph, id, (group) => (group.collapsed === collapsed ? group : { ...group, collapsed }));
}

/** How many copies of the block run in series. */
export function setRepeat(graph: Graph, id: string, repeat: number): Graph {
  return updateGroup(graph, id, (group) => (group.repeat === repeat ? group : { ...group, repeat }));
}

export function renameGroup(graph: Graph, id: string, name: string): Graph {
  return updateGroup(graph, id, (group) => (group.name === name ? group : { ...group, name }));
}

/** The block a node is in. */
export function groupOf(graph: Graph, node: NodeId): NodeGroup | undefined {
  return graph.groups.find((group) => group.nodes.includes(node));
}

function updateGroup(graph: Graph, id: string, change: (group: NodeGroup) => NodeGroup): Graph {
  const groups = graph.groups.map((group) => (group.id === id ? change(group) : group));
  return groups.every((group, i) => group === graph.groups[i]) ? graph : { ...graph, groups };
}
