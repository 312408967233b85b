/**
 * A node is its operation's number, or `[head, ...params]` where the head is that number or `[number, inputs, name]`.
 * Inputs are steps back to the node they come from: 1 is the one before; [steps, port] for another port; null is not connected.
 * Most nodes have one input, from the node before: that is left out.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { defined } from '../../base/assert.ts';
import type { GraphNode, NodeId, PortRef } from '../../graph/graph.ts';
import { shown } from '../../document/shown.ts';
import { isOpKind, opOf } from '../../ops/registry.ts';
import { opNumber, opOfNumber } from './op-numbers.ts';
import { packParams, unpackParams } from './param-codec.ts';

/** Index of each node in its graph. */
export type NodeIndex = ReadonlyMap<NodeId, number>;

export function packNode(node: GraphNode, index: number, indexOf: NodeIndex): unknown {
  const number = isOpKind(node.op) ? opNumber(node.op) : undefined;
  const op = defined(opOf(node), `operation ${node.op}`);
  const params = packParams(op.fields, node.params);
  const inputs = node.inputs.map((input) => packInput(input, index, indexOf));
  const named = node.name !== '';
  const head = named || !isUsual(inputs, index) ? [number, inputs, ...(named ? [node.name] : [])] : number;
  return params.length === 0 && head === number ? number : [head, ...params];
}

/** The node as plain data, unchecked but for what names its place in the graph. */
export function unpackNode(item: unknown, index: number, ids: readonly unknown[]): Result<unknown> {
  const [head, ...params] = Array.isArray(item) ? (item as readonly unknown[]) : [item];
  const [number, packedInputs, name] = Array.isArray(head) ? (head as readonly unknown[]) : [head];
  const op = opOfNumber(number);
  if (op === undefined) return fail(`node ${index + 1}: there is no operation ${shown(number)}; reload the page if the link is newer`);
  const inputs = unpackInputs(packedInputs ?? usualInputs(index), index, ids);
  if (!inputs.ok) return inputs;
  return ok({ id: ids[index], op: op.kind, name: name ?? '', params: unpackParams(op.fields, params), inputs: inputs.value });
}

function usualInputs(index: number): readonly unknown[] {
  return index === 0 ? [] : [1];
}

function isUsual(inputs: readonly unknown[], index: number): boolean {
  return index === 0 ? inputs.length === 0 : inputs.length === 1 && inputs[0] === 1;
}

function packInput(input: PortRef | undefined, index: number, indexOf: NodeIndex): unknown {
  const source = input === undefined ? undefined : indexOf.get(input.node);
  if (input === undefined || source === undefined) return null;
  const steps = index - source;
  return input.port === 0 ? steps : [steps, input.port];
}

function unpackInputs(items: unknown, index: number, ids: readonly unknown[]): Result<unknown[]> {
  if (!Array.isArray(items)) return fail(`node ${index + 1}: its inputs are not a list`);
  const inputs: unknown[] = [];
  for (const item of items as readonly unknown[]) {
    const [steps, port] = Array.isArray(item) ? (item as readonly unknown[]) : [item, 0];
    const source = typeof steps === 'number' ? ids[index - steps] : undefined;
    if (item !== null && source === undefined) return fail(`node ${index + 1}: an input comes from a node that is not there`);
    inputs.push(item === null ? undefined : { node: source, port });
  }
  return ok(inputs);
}
