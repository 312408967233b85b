/** Ports of a card: how many inputs and outputs it offers, and what they are called on the canvas. */
import type { GraphNode, NodeId } from '../../core/graph/graph.ts';
import { opOf } from '../../core/ops/registry.ts';

/** One free port more than is connected where the op takes any number. */
export function inputPorts(node: GraphNode): number {
  const arity = opOf(node)?.arity;
  if (arity === undefined) return node.inputs.length;
  const connected = node.inputs.findLastIndex((input) => input !== undefined) + 1;
  if (arity.max === undefined) return Math.max(arity.min, node.inputs.length, connected + 1);
  return Math.min(Math.max(arity.min, node.inputs.length, connected + 1), Math.max(arity.max, node.inputs.length));
}

/** "n3:0": input or output 0 of node n3. */
export function portId(node: NodeId, index: number): string {
  return `${node}:${index}`;
}

export interface PortName {
  readonly node: NodeId;
  readonly index: number;
}

export function parsePortId(id: string | null | undefined): PortName | undefined {
  const at = id?.lastIndexOf(':') ?? -1;
  if (id === null || id === undefined || at <= 0) return undefined;
  const index = Number(id.slice(at + 1));
  return Number.isInteger(index) ? { node: id.slice(0, at), index } : undefined;
}

/** Where port `index` of `count` sits along its side of the card. */
export function portOffset(index: number, count: number): string {
  return `${((index + 1) / (count + 1)) * 100}%`;
}
