/** Whether a design node, lowered by itself, gives a file's operator back. */
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import type { Graph, GraphNode } from '../../graph/graph.ts';
import { sameShape } from '../../graph/tensor.ts';
import { lower } from '../../lower/lower.ts';
import type { Quantize } from '../../lower/quantize.ts';
import type { Candidate } from './import-operators.ts';
import { builtinNumber } from './schema.ts';

/** How an opened file is lowered again. */
export const AS_FILE: Quantize = { scheme: 'file', io: 'int8' };

/** Parameters that are left out when the file has what the design would choose anyway. */
const AUTOMATIC = ['weightType', 'biasType', 'scales', 'stateType', 'outputH', 'outputW'] as const;

/** A node that feeds others with a tensor as the file has it. */
export function sourceNode(id: string, { shape, type, role, name }: DeployedTensor, shownName: string): GraphNode {
  if (role === 'constant') return { id, op: 'constant', name: shownName, params: { shape, type }, inputs: [] };
  const [batch = 0, ...inner] = shape;
  const isPlain = batch === 1 && inner.length > 0;
  const sized = isPlain ? { shape: inner } : { shape, batch: 0 };
  return { id, op: 'input', name: name === '' ? '' : shownName, params: { ...sized, type }, inputs: [] };
}

/** The candidate as it will be kept, its needless parameters gone; undefined when it does not give the operator back. */
export function settleCandidate(candidate: Candidate, op: DeployedOp, tensors: readonly DeployedTensor[]): Candidate | undefined {
  if (candidate.inputs.some((input) => tensors[input] === undefined || tensors[input].role === 'variable')) return undefined;
  const whole = loweredAlone(candidate, tensors);
  if (whole === undefined || !givesBack(whole, op, tensors)) return undefined;
  return AUTOMATIC.reduce((kept, key) => withoutParam(kept, key, whole, tensors), candidate);
}

/** The candidate without a parameter that makes no difference. */
function withoutParam(
  candidate: Candidate,
  key: (typeof AUTOMATIC)[number],
  whole: DeployedGraph,
  tensors: readonly DeployedTensor[],
): Candidate {
  if (candidate.params[key] === undefined) return candidate;
  const { [key]: _, ...params } = candidate.params;
  const shorter = { ...candidate, params };
  const without = loweredAlone(shorter, tensors);
  return without !== undefined && sameGraph(without, whole) ? shorter : candidate;
}

/** The node behind inputs like the file's; undefined when it is wrong or does not become exactly one operator. */
function loweredAlone(candidate: Candidate, tensors: readonly DeployedTensor[]): DeployedGraph | undefined {
  const operands = [...new Set(candidate.inputs)];
  const sources = operands.map((tensor, i) => sourceNode(`s${i}`, tensors[tensor]!, ''));
  const inputs = candidate.inputs.map((tensor) => ({ node: `s${operands.indexOf(tensor)}`, port: 0 }));
  const node: GraphNode = { id: 'n', op: candidate.kind, name: '', params: candidate.params, inputs };
  const graph: Graph = { nodes: [...sources, node], groups: [], outputs: [] };
  const { deployed, problems } = lower(graph, AS_FILE);
  return problems.length === 0 && deployed.ops.length === 1 ? deployed : undefined;
}

function givesBack(lowered: DeployedGraph, wanted: DeployedOp, tensors: readonly DeployedTensor[]): boolean {
  const [op] = lowered.ops;
  return op !== undefined && sameOperator(op, lowered.tensors, wanted, tensors) && op.outputs.length === wanted.outputs.length;
}

/**
 * Same code, options and tensors by shape, type and role; an optional input at the end may be left out or marked. An opaque operator stands
 * for any of its number.
 */
export function sameOperator(
  a: DeployedOp,
  aTensors: readonly DeployedTensor[],
  b: DeployedOp,
  bTensors: readonly DeployedTensor[],
): boolean {
  return (
    sameCode(a, b) &&
    sameTensors(withoutTail(a.inputs), aTensors, withoutTail(b.inputs), bTensors) &&
    sameTensors(a.outputs, aTensors, b.outputs, bTensors) &&
    sameTensors(a.intermediates ?? [], aTensors, b.intermediates ?? [], bTensors)
  );
}

function sameCode(a: DeployedOp, b: DeployedOp): boolean {
  if (a.code === 'OPAQUE' && b.code !== 'OPAQUE') return a.options.builtin === builtinNumber(b.code);
  return a.code === b.code && JSON.stringify(sorted(a.options)) === JSON.stringify(sorted(b.options));
}

function sorted(options: object): [string, unknown][] {
  return Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The operands up to the last that is there. */
export function withoutTail(inputs: readonly number[]): readonly number[] {
  return inputs.slice(0, inputs.findLastIndex((input) => input >= 0) + 1);
}

function sameTensors(
  a: readonly number[],
  aTensors: readonly DeployedTensor[],
  b: readonly number[],
  bTensors: readonly DeployedTensor[],
): boolean {
  return a.length === b.length && a.every((index, i) => sameTensor(aTensors[index], bTensors[b[i]!]));
}

function sameTensor(a: DeployedTensor | undefined, b: DeployedTensor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.role === b.role && a.type === b.type && sameShape(a.shape, b.shape);
}

function sameGraph(a: DeployedGraph, b: DeployedGraph): boolean {
  return JSON.stringify([a.ops, a.tensors]) === JSON.stringify([b.ops, b.tensors]);
}
