/**
 * Edits of nodes: pure functions from graph to graph. Untouched nodes keep their identity, and an edit that changes nothing gives the
 * same graph back. None of them throws: an id that is not there is ignored.
 */
import type { Graph, GraphNode, NodeGroup, NodeId, ParamValue, Params, PortRef } from './graph.ts';

/** What replacing a kind must know about it; an OpSpec is one. */
export interface KindFacts {
  readonly kind: string;
  readonly arity: { readonly min: number; readonly max: number | undefined };
  readonly fields: readonly { readonly name: string; readonly kind: string }[];
}

/** Applies `change` to every node; the same graph when every node stays the same. */
function mapNodes(graph: Graph, change: (node: GraphNode) => GraphNode): Graph {
  let changed = false;
  const nodes = graph.nodes.map((node) => {
    const next = change(node);
    if (next !== node) changed = true;
    return next;
  });
  return changed ? { ...graph, nodes } : graph;
}

export function updateNode(graph: Graph, id: NodeId, change: (node: GraphNode) => GraphNode): Graph {
  return mapNodes(graph, (node) => (node.id === id ? change(node) : node));
}

/** Puts a node into the running order at `at`, by default last. */
export function addNode(graph: Graph, node: GraphNode, at: number = graph.nodes.length): Graph {
  return { ...graph, nodes: graph.nodes.toSpliced(at, 0, node) };
}

/** Removes nodes; what read them is left unconnected. */
export function removeNodes(graph: Graph, ids: ReadonlySet<NodeId>): Graph {
  if (!graph.nodes.some((node) => ids.has(node.id))) return graph;
  const keep = (ref: PortRef | undefined): PortRef | undefined => (ref !== undefined && ids.has(ref.node) ? undefined : ref);
  return dropNodes(graph, ids, keep);
}

/** Removes nodes; what read them reads on from what fed their first input. */
export function deleteAndHeal(graph: Graph, ids: ReadonlySet<NodeId>): Graph {
  if (!graph.nodes.some((node) => ids.has(node.id))) return graph;
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const heal = (ref: PortRef | undefined): PortRef | undefined => {
    const passed = new Set<NodeId>();
    let source = ref;
    while (source !== undefined && ids.has(source.node)) {
      if (passed.has(source.node)) return undefined;
      passed.add(source.node);
      source = byId.get(source.node)?.inputs[0];
    }
    return source;
  };
  return dropNodes(graph, ids, heal);
}

function dropNodes(graph: Graph, ids: ReadonlySet<NodeId>, rewire: (ref: PortRef | undefined) => PortRef | undefined): Graph {
  const rest = graph.nodes.filter((node) => !ids.has(node.id)).map((node) => rewireNode(node, rewire));
  const outputs = graph.outputs.map(rewire).filter((ref) => ref !== undefined);
  return { nodes: rest, groups: withoutMembers(graph.groups, ids), outputs: distinctPorts(outputs) };
}

/** The node with its inputs replaced; itself when none changes. */
export function rewireNode(node: GraphNode, rewire: (ref: PortRef | undefined) => PortRef | undefined): GraphNode {
  const inputs = node.inputs.map(rewire);
  return inputs.every((ref, i) => ref === node.inputs[i]) ? node : { ...node, inputs };
}

/** The groups without some nodes; empty groups disappear. */
export function withoutMembers(groups: readonly NodeGroup[], ids: ReadonlySet<NodeId>): readonly NodeGroup[] {
  if (!groups.some((group) => group.nodes.some((id) => ids.has(id)))) return groups;
  return groups
    .map((group) => (group.nodes.some((id) => ids.has(id)) ? { ...group, nodes: group.nodes.filter((id) => !ids.has(id)) } : group))
    .filter((group) => group.nodes.length > 0);
}

function distinctPorts(refs: readonly PortRef[]): readonly PortRef[] {
  return refs.filter((ref, i) => refs.findIndex((other) => other.node === ref.node && other.port === ref.port) === i);
}

export function rename(graph: Graph, id: NodeId, name: string): Graph {
  return updateNode(graph, id, (node) => (node.name === name ? node : { ...node, name }));
}

/** Sets a parameter; undefined returns it to its default. */
export function setParam(graph: Graph, id: NodeId, name: string, value: ParamValue | undefined): Graph {
  return updateNode(graph, id, (node) => {
    if (sameValue(node.params[name], value)) return node;
    const { [name]: _old, ...rest } = node.params;
    return { ...node, params: value === undefined ? rest : { ...rest, [name]: value } };
  });
}

function sameValue(a: ParamValue | undefined, b: ParamValue | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Makes the node another kind in place: connections stay as far as the kind takes them, and so do parameters both kinds have. */
export function replaceKind(graph: Graph, id: NodeId, from: KindFacts | undefined, to: KindFacts): Graph {
  return updateNode(graph, id, (node) => {
    if (node.op === to.kind) return node;
    return { ...node, op: to.kind, params: sharedParams(node.params, from, to), inputs: fitInputs(node.inputs, to.arity) };
  });
}

function sharedParams(params: Params, from: KindFacts | undefined, to: KindFacts): Params {
  const kindOf = (facts: KindFacts | undefined, name: string): string | undefined =>
    facts?.fields.find((field) => field.name === name)?.kind;
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => kindOf(to, name) !== undefined && kindOf(from, name) === kindOf(to, name)),
  );
}

function fitInputs(inputs: GraphNode['inputs'], { min, max }: KindFacts['arity']): GraphNode['inputs'] {
  const kept = max === undefined ? inputs : inputs.slice(0, max);
  return kept.length >= min ? kept : [...kept, ...new Array<undefined>(min - kept.length).fill(undefined)];
}

/** Moves nodes, in the order they have, so that they stand just before the node that is now at `index` (or last). */
export function moveNodes(graph: Graph, ids: ReadonlySet<NodeId>, index: number): Graph {
  const moved = graph.nodes.filter((node) => ids.has(node.id));
  const before = graph.nodes.slice(0, Math.max(0, index)).filter((node) => !ids.has(node.id));
  const after = graph.nodes.slice(Math.max(0, index)).filter((node) => !ids.has(node.id));
  const nodes = [...before, ...moved, ...after];
  return nodes.every((node, i) => node === graph.nodes[i]) ? graph : { ...graph, nodes };
}
