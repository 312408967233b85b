import type { Design } from '../document/design.ts';
import { settleOrigin } from '../document/origin.ts';
import { insertOnEdge, redirect } from '../graph/edge-edits.ts';
import { deleteAndHeal, updateNode } from '../graph/edits.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { nextNodeId } from '../graph/ids.ts';

/** An edit of the graph as an edit of the design; an opened file is then no longer the file it was. */
export function onGraph(edit: (graph: Graph) => Graph): (design: Design) => Design {
  return (design) => settleOrigin(design, { ...design, graph: edit(design.graph) });
}

/** Puts a node before another one's first input, in the same block; `make` gets its id. */
export function insertBefore(graph: Graph, id: NodeId, make: (id: NodeId) => GraphNode): Graph {
  const node = make(nextNodeId(graph));
  const inserted = insertOnEdge(graph, id, 0, node);
  const groups = inserted.groups.map((group) =>
    group.nodes.includes(id) && !group.nodes.includes(node.id) ? { ...group, nodes: [...group.nodes, node.id] } : group,
  );
  return { ...inserted, groups };
}

/** Moves a node of one input and one output from behind `last` to before `first`; both ends of a chain. */
export function moveBefore(graph: Graph, moved: GraphNode, first: NodeId, last: NodeId): Graph {
  const source = graph.nodes.find((node) => node.id === first)?.inputs[0];
  if (source === undefined) return graph;
  const bypassed = redirect(graph, { node: moved.id, port: 0 }, { node: last, port: 0 });
  const fed = updateNode(bypassed, moved.id, (node) => ({ ...node, inputs: [source] }));
  const reading = updateNode(fed, first, (node) => ({ ...node, inputs: node.inputs.with(0, { node: moved.id, port: 0 }) }));
  const rest = reading.nodes.filter((node) => node.id !== moved.id);
  const at = rest.findIndex((node) => node.id === first);
  const node = reading.nodes.find((each) => each.id === moved.id)!;
  return { ...reading, nodes: rest.toSpliced(at, 0, node) };
}

export function removeAndHeal(graph: Graph, id: NodeId): Graph {
  return deleteAndHeal(graph, new Set([id]));
}
