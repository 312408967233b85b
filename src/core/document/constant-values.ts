/** Contents of the constants a node is deployed with, from the weights it has in the design; all real. */
import type { GraphNode } from '../graph/graph.ts';
import { elementCount, type Shape } from '../graph/tensor.ts';

/** Values of the node's weight of this name; undefined when there are none. */
export type WeightReader = (name: string) => Float32Array | undefined;

/** A batch norm as one factor and one offset a channel. */
export interface Affine {
  readonly factor: Float32Array;
  readonly offset: Float32Array;
}

/** What deploys differently from how it is stored: constant by the name lowering gives it, by kind of node. */
const MADE: Readonly<
  Record<string, Readonly<Record<string, (weight: WeightReader, node: GraphNode, shape: Shape) => Float32Array | undefined>>>
> = {
  lstm: {
    ...gates('kernel', ['input_kernel', 'forget_kernel', 'cell_kernel', 'output_kernel']),
    ...gates('recurrent', ['input_recurrent', 'forget_recurrent', 'cell_recurrent', 'output_recurrent']),
    ...gates('bias', ['input_bias', 'forget_bias', 'cell_bias', 'output_bias']),
  },
  gru: {
    bias: (weight) => part(weight('bias'), 0, 2),
    recurrent_bias: (weight) => part(weight('bias'), 1, 2),
    one: () => Float32Array.of(1),
    first_update: (weight, _node, shape) => tiled(part(weight('bias'), 3, 6), shape),
    first_reset: (weight, _node, shape) => tiled(part(weight('bias'), 4, 6), shape),
    first_candidate: (weight, _node, shape) => tiled(part(weight('bias'), 5, 6), shape),
  },
  batch_norm: {
    factor: (weight, node) => affineOf(weight, node)?.factor,
    offset: (weight, node) => affineOf(weight, node)?.offset,
  },
};

function gates(stored: string, deployed: readonly string[]): Record<string, (weight: WeightReader) => Float32Array | undefined> {
  return Object.fromEntries(deployed.map((name, i) => [name, (weight: WeightReader) => part(weight(stored), i, deployed.length)]));
}

/** The `index`th of `count` equal parts. */
function part(values: Float32Array | undefined, index: number, count: number): Float32Array | undefined {
  const size = (values?.length ?? 0) / count;
  return values?.subarray(index * size, (index + 1) * size);
}

function tiled(row: Float32Array | undefined, shape: Shape): Float32Array | undefined {
  return row && Float32Array.from({ length: elementCount(shape) }, (_, i) => row[i % row.length]!);
}

/** y = gamma (x - mean) / sqrt(variance + epsilon) + beta, written factor x + offset; undefined when a weight is missing. */
export function affineOf(weight: WeightReader, { params }: GraphNode): Affine | undefined {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'mean', 'variance'].map(weight);
  if (gamma === undefined || beta === undefined || mean === undefined || variance === undefined) return undefined;
  const epsilon = typeof params['epsilon'] === 'number' ? params['epsilon'] : 0.001;
  const factor = gamma.map((value, i) => value / Math.sqrt(variance[i]! + epsilon));
  return { factor, offset: beta.map((value, i) => value - mean[i]! * factor[i]!) };
}

/** A constant's values before any batch norm is folded in; undefined when a weight is missing. */
export function constantValues(node: GraphNode, name: string, shape: Shape, weight: WeightReader): Float32Array | undefined {
  const made = MADE[node.op]?.[name];
  if (made !== undefined) return made(weight, node, shape);
  return name === 'bias' && node.params['bias'] === false ? new Float32Array(elementCount(shape)) : weight(name);
}

/** A kernel, or a bias, with the batch norm behind its layer folded in; a missing bias counts as zeros. */
export function foldedValues(node: GraphNode, name: string, shape: Shape, weight: WeightReader, norm: Affine): Float32Array | undefined {
  const { factor, offset } = norm;
  if (name === 'bias') {
    const bias = weight('bias');
    return offset.map((value, i) => value + (bias?.[i] ?? 0) * factor[i]!);
  }
  const inner = elementCount(shape.slice(channelAxis(node) + 1));
  return weight(name)?.map((value, i) => value * factor[channelOf(node, i, inner, shape)]!);
}

/** The dimension of a kernel that counts output channels: the last for depthwise layers, else the first. */
function channelAxis({ op }: GraphNode): number {
  return op.startsWith('depthwise') ? Infinity : 0;
}

function channelOf(node: GraphNode, i: number, inner: number, shape: Shape): number {
  return channelAxis(node) === 0 ? Math.floor(i / inner) : i % shape.at(-1)!;
}
