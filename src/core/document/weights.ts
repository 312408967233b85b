/**
 * What a network has learned, kept beside its design: contents of each weight by node and by the name the operation gives it
 * (`OpSpec.weights`). A design holds none of it; a foreign file, a training run or a quantiser gives it.
 */
import type { Quantization } from '../graph/deployed.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { elementCount, sameShape, shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { lower } from '../lower/lower.ts';
import type { WeightSpec } from '../ops/op.ts';
import { opOf } from '../ops/registry.ts';

/** One tensor. Integers stand for reals where `quantization` says how, and for themselves where it is left out (a table of indices). */
export interface Weight {
  readonly shape: Shape;
  /** As many values as the shape says, the last dimension fastest. */
  readonly values: Float32Array | Int8Array | Int16Array | Int32Array;
  readonly quantization?: Quantization;
}

/** A node's weights by name: `kernel`, `bias`, `gamma`, ... */
export type NodeWeights = Readonly<Record<string, Weight>>;

export interface Weights {
  /** By node id; a copy of a repeated block has its own, under "7#2". */
  readonly nodes: ReadonlyMap<NodeId, NodeWeights>;
  /**
   * Quantisation of a node's values, where training or its calibration gave it: of the network's input for an input, of what each of its
   * operators writes for any other, in running order with ports in theirs, and behind each operator of the states it holds.
   */
  readonly activations: ReadonlyMap<NodeId, readonly (Quantization | undefined)[]>;
  /** How they were trained; left out for what comes from elsewhere. */
  readonly trained?: Trained;
}

export interface Trained {
  /** Of the network they were trained in (`networkMark`): `activations` holds as long as it is the same. */
  readonly network: string;
  /** Bits that a quantised weight keeps. */
  readonly weightBits: 8 | 4;
  /**
   * Scales of a node's kernels where training learned them, of each of its operators in running order: one for all of a kernel, or one a
   * channel. Left out where the kernels' largest values give all scales.
   */
  readonly kernelScales?: ReadonlyMap<NodeId, readonly (readonly number[] | undefined)[]>;
}

export const NO_WEIGHTS: Weights = { nodes: new Map(), activations: new Map() };

/** The values as reals: scale * (q - zeroPoint) for integers with a quantisation. */
export function realValues({ shape, values, quantization }: Weight): Float32Array {
  if (values instanceof Float32Array) return values;
  if (quantization === undefined) return Float32Array.from(values);
  const { scales, zeroPoints, axis } = quantization;
  const inner = elementCount(shape.slice(axis + 1));
  return Float32Array.from(values, (value, i) => {
    const channel = scales.length === 1 ? 0 : Math.floor(i / inner) % scales.length;
    return scales[channel]! * (value - (zeroPoints[channel] ?? 0));
  });
}

/** A weight that a node of a design has. */
export interface WeightPlace {
  readonly node: NodeId;
  /** The node's kind. */
  readonly op: string;
  readonly spec: WeightSpec;
}

/** Every weight of a design's sound nodes, in running order; copies of a repeated block each have theirs. */
export function weightPlaces(graph: Graph): readonly WeightPlace[] {
  const { nodes, types } = lower(graph, { scheme: 'float32', io: 'float32' });
  const typeOf = new Map(nodes.map((node, at) => [node.id, types[at]]));
  return nodes.flatMap((node, at) => {
    if (types[at] === undefined) return [];
    const inputs = node.inputs.map((ref): TensorType => typeOf.get(ref!.node)![ref!.port]!);
    return (opOf(node)?.weights(node.params, inputs) ?? []).map((spec) => ({ node: node.id, op: node.op, spec }));
  });
}

/** The weight for a place; undefined when there is none, or one of another shape (the node has been edited since). */
export function weightAt(weights: Weights, node: NodeId, { name, shape }: Pick<WeightSpec, 'name' | 'shape'>): Weight | undefined {
  const found = weights.nodes.get(node)?.[name];
  return found !== undefined && sameShape(found.shape, shape) ? found : undefined;
}

/** What the design has and the weights lack. */
export function missingWeights(graph: Graph, weights: Weights): readonly WeightPlace[] {
  return weightPlaces(graph).filter(({ node, spec }) => weightAt(weights, node, spec) === undefined);
}

/** "kernel 16x3x3x8". */
export function weightText({ name, shape }: WeightSpec): string {
  return `${name} ${shapeText(shape)}`;
}
