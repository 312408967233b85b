/** Copying parts of a graph: duplicate in place, or cut out and paste elsewhere. */
import { rewireNode } from './edits.ts';
import type { Graph, GraphNode, NodeGroup, NodeId, PortRef } from './graph.ts';
import { nextGroupIds, nextNodeIds } from './ids.ts';

/** A part of a graph on its own: edges from outside are open. */
export interface Clip {
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly NodeGroup[];
}

export interface Pasted {
  readonly graph: Graph;
  /** Ids of the new nodes, in the order of the originals: what is selected afterwards. */
  readonly created: readonly NodeId[];
}

export function copyNodes(graph: Graph, ids: ReadonlySet<NodeId>): Clip {
  const inside = (ref: PortRef | undefined): PortRef | undefined => (ref !== undefined && ids.has(ref.node) ? ref : undefined);
  return {
    nodes: graph.nodes.filter((node) => ids.has(node.id)).map((node) => rewireNode(node, inside)),
    groups: graph.groups.filter((group) => group.nodes.every((id) => ids.has(id))),
  };
}

/** Adds the clip's nodes at the end under new ids. */
export function paste(graph: Graph, clip: Clip): Pasted {
  return insertCopies(graph, clip, graph.nodes.length, () => undefined);
}

/** Copies nodes behind themselves; copies read what the originals read, and each other where the originals do. */
export function duplicate(graph: Graph, ids: ReadonlySet<NodeId>): Pasted {
  const nodes = graph.nodes.filter((node) => ids.has(node.id));
  const groups = graph.groups.filter((group) => group.nodes.every((id) => ids.has(id)));
  const behind = graph.nodes.findLastIndex((node) => ids.has(node.id)) + 1;
  return insertCopies(graph, { nodes, groups }, behind, (ref) => ref);
}

/** `outside` says what becomes of an edge from a node that is not copied. */
function insertCopies(graph: Graph, clip: Clip, at: number, outside: (ref: PortRef) => PortRef | undefined): Pasted {
  const created = nextNodeIds(graph, clip.nodes.length);
  const renamed = new Map(clip.nodes.map((node, i) => [node.id, created[i]!]));
  const moved = (ref: PortRef | undefined): PortRef | undefined => {
    if (ref === undefined) return undefined;
    const id = renamed.get(ref.node);
    return id === undefined ? outside(ref) : { node: id, port: ref.port };
  };
  const copies = clip.nodes.map((node, i) => ({ ...node, id: created[i]!, inputs: node.inputs.map(moved) }));
  const groupIds = nextGroupIds(graph, clip.groups.length);
  const groups = clip.groups.map((group, i) => ({ ...group, id: groupIds[i]!, nodes: group.nodes.flatMap((id) => renamed.get(id) ?? []) }));
  const nodes = graph.nodes.toSpliced(at, 0, ...copies);
  return { graph: { ...graph, nodes, groups: [...graph.groups, ...groups] }, created };
}
