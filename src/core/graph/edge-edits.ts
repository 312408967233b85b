/** Edits of edges; the same manners as in edits.ts. */
import { rewireNode, updateNode } from './edits.ts';
import type { Graph, GraphNode, NodeId, PortRef } from './graph.ts';

/** Feeds input `input` of `to` from `from`, in place of what fed it before; an index behind the last input adds one. */
export function connect(graph: Graph, from: PortRef, to: NodeId, input: number): Graph {
  return updateNode(graph, to, (node) => {
    const old = node.inputs[input];
    if (old !== undefined && old.node === from.node && old.port === from.port) return node;
    const at = Math.min(Math.max(0, input), node.inputs.length);
    return { ...node, inputs: node.inputs.toSpliced(at, 1, from) };
  });
}

/** Cuts the edge into an input. Above `minInputs` inputs (the kind's least) the place itself goes, as Add and Concat want it. */
export function disconnect(graph: Graph, to: NodeId, input: number, minInputs: number): Graph {
  return updateNode(graph, to, (node) => {
    if (input < 0 || input >= node.inputs.length) return node;
    if (node.inputs.length > minInputs) return { ...node, inputs: node.inputs.toSpliced(input, 1) };
    return node.inputs[input] === undefined ? node : { ...node, inputs: node.inputs.with(input, undefined) };
  });
}

/** Puts a node on the edge into an input: it reads what the input read, and runs just before the reader. */
export function insertOnEdge(graph: Graph, to: NodeId, input: number, node: GraphNode): Graph {
  const at = graph.nodes.findIndex((other) => other.id === to);
  const reader = graph.nodes[at];
  const source = reader?.inputs[input];
  if (reader === undefined || source === undefined) return graph;
  const inserted = { ...node, inputs: [source, ...node.inputs.slice(1)] };
  const rewired = { ...reader, inputs: reader.inputs.with(input, { node: node.id, port: 0 }) };
  const groups = graph.groups.map((group) =>
    group.nodes.includes(to) && group.nodes.includes(source.node) ? { ...group, nodes: [...group.nodes, node.id] } : group,
  );
  const sameGroups = groups.every((group, i) => group === graph.groups[i]);
  return { ...graph, nodes: graph.nodes.toSpliced(at, 1, inserted, rewired), groups: sameGroups ? graph.groups : groups };
}

/** Everything that read `from` reads `to` instead. */
export function redirect(graph: Graph, from: PortRef, to: PortRef): Graph {
  const moved = (ref: PortRef | undefined): PortRef | undefined => (ref?.node === from.node && ref.port === from.port ? to : ref);
  const nodes = graph.nodes.map((node) => (node.id === to.node ? node : rewireNode(node, moved)));
  return { ...graph, nodes, outputs: graph.outputs.map((ref) => moved(ref)!) };
}
