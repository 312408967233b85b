/** Where a new operation goes, and what it is connected to. */
import type { Design } from '../../core/document/design.ts';
import { connect, insertOnEdge, redirect } from '../../core/graph/edge-edits.ts';
import { addNode, replaceKind } from '../../core/graph/edits.ts';
import type { Graph, GraphNode, NodeId, PortRef } from '../../core/graph/graph.ts';
import { nextNodeId } from '../../core/graph/ids.ts';
import { consumersOf } from '../../core/graph/topology.ts';
import { defaultNode, opOf, OPS, type OpKind } from '../../core/ops/registry.ts';
import type { InsertionTarget } from '../app/ui-store.ts';

export interface Inserted {
  readonly design: Design;
  /** What is selected afterwards. */
  readonly nodes: readonly NodeId[];
}

/** `selected`: the node that `append` goes behind. */
export function insertOp(design: Design, kind: OpKind, target: InsertionTarget, selected?: NodeId): Inserted {
  const { graph } = design;
  if (target.kind === 'append') return appendOp(design, kind, selected);
  if (target.kind === 'replace') return { design: { ...design, graph: replaceAll(graph, target.nodes, kind) }, nodes: target.nodes };
  const node = defaultNode(kind, nextNodeId(graph));
  const done = (next: Graph): Inserted => ({ design: { ...design, graph: next }, nodes: [node.id] });
  if (target.kind === 'edge') return done(insertOnEdge(graph, target.edge.node, target.edge.input, withInput(node)));
  if (target.kind === 'after') return done(branchFrom(graph, { node: target.node, port: target.port }, node));
  if (target.kind === 'before')
    return done(connect(addBefore(graph, node, target.node), { node: node.id, port: 0 }, target.node, target.input));
  const added = done(addNode(graph, node));
  if (target.place === undefined) return added;
  return { ...added, design: { ...added.design, positions: { ...design.positions, [node.id]: target.place } } };
}

/**
 * What a click in the palette does: the operation goes behind the selected node and takes over its readers. Without a selection it goes
 * behind the last node; an operation that takes several values is only fed by it; an empty design gets an input first.
 */
export function appendOp(design: Design, kind: OpKind, selected: NodeId | undefined): Inserted {
  const { graph } = design;
  const takesNothing = OPS[kind].arity.max === 0;
  if (graph.nodes.length === 0 && !takesNothing)
    return appendOp(insertOp(design, 'input', { kind: 'free', place: undefined }).design, kind, undefined);
  const behind = graph.nodes.find((node) => node.id === selected) ?? graph.nodes.at(-1);
  if (takesNothing || behind === undefined) return insertOp(design, kind, { kind: 'free', place: undefined });
  const node = defaultNode(kind, nextNodeId(graph));
  return { design: { ...design, graph: appendAfter(graph, { node: behind.id, port: 0 }, node) }, nodes: [node.id] };
}

function appendAfter(graph: Graph, from: PortRef, node: GraphNode): Graph {
  const readers = consumersOf(graph, from.node).filter((reader) => reader.port === from.port);
  const [reader] = readers;
  if (OPS[node.op as OpKind].arity.min > 1 || reader === undefined) return branchFrom(graph, from, node);
  if (readers.length === 1) return insertOnEdge(graph, reader.node, reader.input, withInput(node));
  return redirect(branchFrom(graph, from, node), from, { node: node.id, port: 0 });
}

/** The new node reads `from` and runs right behind it; other readers stay. */
function branchFrom(graph: Graph, from: PortRef, node: GraphNode): Graph {
  const at = graph.nodes.findIndex((other) => other.id === from.node) + 1;
  if (OPS[node.op as OpKind].arity.max === 0) return addNode(graph, node, at);
  return addNode(graph, { ...node, inputs: withInput(node).inputs.with(0, from) }, at);
}

function addBefore(graph: Graph, node: GraphNode, reader: NodeId): Graph {
  return addNode(
    graph,
    node,
    Math.max(
      0,
      graph.nodes.findIndex((other) => other.id === reader),
    ),
  );
}

/** A node with at least one place for an edge. */
function withInput(node: GraphNode): GraphNode {
  return node.inputs.length > 0 ? node : { ...node, inputs: [undefined] };
}

function replaceAll(graph: Graph, nodes: readonly NodeId[], kind: OpKind): Graph {
  return nodes.reduce((current, id) => {
    const node = current.nodes.find((other) => other.id === id);
    return node === undefined ? current : replaceKind(current, id, opOf(node), OPS[kind]);
  }, graph);
}
