import type { Estimate, NodeFacts } from '../cost/estimate-types.ts';
import { nodeFacts } from '../cost/node-facts.ts';
import type { Design } from '../document/design.ts';
import { originalNode } from '../graph/expand.ts';
import type { GraphNode, NodeId, Params, PortRef } from '../graph/graph.ts';
import type { Shape } from '../graph/tensor.ts';
import { displayName, opOf } from '../ops/registry.ts';
import { paramOf } from '../ops/op.ts';
import { aliveAtPeak } from './peak.ts';

/** What the rules look at: the design, its costs, and its relations both ways. */
export interface HintContext {
  readonly design: Design;
  readonly estimate: Estimate;
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly facts: ReadonlyMap<NodeId, NodeFacts>;
  /** Nodes that read a node, each once. */
  readonly readers: ReadonlyMap<NodeId, readonly GraphNode[]>;
  /** Nodes whose value leaves the network. */
  readonly outputs: ReadonlySet<NodeId>;
  /** Bytes that a node's values take at the peak. */
  readonly peakBytes: ReadonlyMap<NodeId, number>;
}

export function contextOf(design: Design, estimate: Estimate): HintContext {
  const nodes = new Map(design.graph.nodes.map((node) => [node.id, node]));
  const readers = new Map<NodeId, GraphNode[]>(design.graph.nodes.map((node) => [node.id, []]));
  for (const node of design.graph.nodes) {
    for (const source of new Set(node.inputs.map((ref) => ref?.node))) if (source !== undefined) readers.get(source)?.push(node);
  }
  return {
    design,
    estimate,
    nodes,
    facts: nodeFacts(estimate),
    readers,
    outputs: outputNodes(design, readers),
    peakBytes: peakBytesByNode(estimate),
  };
}

function outputNodes(design: Design, readers: ReadonlyMap<NodeId, readonly GraphNode[]>): ReadonlySet<NodeId> {
  const { nodes, outputs } = design.graph;
  if (outputs.length > 0) return new Set(outputs.map((ref) => ref.node));
  return new Set(nodes.filter((node) => readers.get(node.id)!.length === 0).map((node) => node.id));
}

function peakBytesByNode(estimate: Estimate): ReadonlyMap<NodeId, number> {
  const bytes = new Map<NodeId, number>();
  for (const { node, bytes: size } of aliveAtPeak(estimate)) {
    if (node !== undefined) bytes.set(originalNode(node), (bytes.get(originalNode(node)) ?? 0) + size);
  }
  return bytes;
}

/** The name the user sees, in quotes. */
export function quoted(node: GraphNode): string {
  return `"${displayName(node)}"`;
}

/** Shape of the value an edge carries; undefined behind a mistake. */
export function shapeOf(context: HintContext, ref: PortRef | undefined): Shape | undefined {
  return ref === undefined ? undefined : context.facts.get(ref.node)?.outputs[ref.port]?.shape;
}

/** A number parameter of a node, or its default. */
export function numberOf(node: GraphNode, name: string): number {
  const value = paramOf(opOf(node)?.fields ?? [], node.params, name);
  return typeof value === 'number' ? value : 0;
}

/** A choice parameter of a node, or its default. */
export function choiceOf(node: GraphNode, name: string): string {
  const value = paramOf(opOf(node)?.fields ?? [], node.params, name);
  return typeof value === 'string' ? value : '';
}

/** The only reader of a node's value; undefined when there are several, none, or the value leaves the network. */
export function soleReader(context: HintContext, id: NodeId): GraphNode | undefined {
  const readers = context.readers.get(id) ?? [];
  return readers.length === 1 && !context.outputs.has(id) ? readers[0] : undefined;
}

/** True when the node's value, or that value after layers without weights, is the network's result. */
export function leadsOut(context: HintContext, start: GraphNode): boolean {
  const seen = new Set([start.id]);
  for (const id of seen) {
    if (context.outputs.has(id)) return true;
    for (const reader of context.readers.get(id)!) if (!hasWeights(context, reader)) seen.add(reader.id);
  }
  return false;
}

function hasWeights(context: HintContext, node: GraphNode): boolean {
  return (context.facts.get(node.id)?.weightBytes ?? 0) > 0;
}

/** The nodes that fit and cost most: the first `each` by bytes at the peak, by weights, and by time, each node once. */
export function costliest(context: HintContext, fits: (node: GraphNode) => boolean, each = 1): GraphNode[] {
  const nodes = context.design.graph.nodes.filter((node) => context.facts.has(node.id) && fits(node));
  const measures: readonly ((node: GraphNode) => number)[] = [
    ({ id }) => context.peakBytes.get(id) ?? 0,
    ({ id }) => context.facts.get(id)!.weightBytes,
    ({ id }) => context.facts.get(id)!.cycles || context.facts.get(id)!.macs,
  ];
  const leaders = measures.map((measure) => nodes.toSorted((a, b) => measure(b) - measure(a)).slice(0, each));
  return [...new Set(leaders.flat())];
}

/** The node's parameters with some changed. */
export function withParams(node: GraphNode, changes: Params): GraphNode {
  return { ...node, params: { ...node.params, ...changes } };
}
