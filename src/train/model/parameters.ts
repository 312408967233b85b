/** A design's weights as TensorFlow.js variables, in the layout its operations take, and back. */
import { tensor, tidy, transpose, variable, zeros, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { NodeWeights, Weight, Weights } from '../../core/document/weights.ts';
import { realValues, weightPlaces } from '../../core/document/weights.ts';
import { originalNode } from '../../core/graph/expand.ts';
import type { Graph, NodeId } from '../../core/graph/graph.ts';
import type { Shape } from '../../core/graph/tensor.ts';

export interface Parameter {
  readonly node: NodeId;
  readonly name: string;
  /** In the design's layout. */
  readonly shape: Shape;
  readonly variable: Variable;
  readonly trainable: boolean;
}

export type Parameters = ReadonlyMap<string, Parameter>;

export const parameterKey = (node: NodeId, name: string): string => `${node}/${name}`;

/** A kernel as it is deployed, four dimensions for a convolution, and how they are turned for TensorFlow.js: channels last. */
interface Layout {
  readonly deployed: (shape: Shape) => readonly number[];
  readonly turn: readonly number[];
}

const same = (shape: Shape): Shape => shape;
const raised = ([first = 1, ...rest]: Shape): Shape => [first, 1, ...rest];

const LAYOUTS: Readonly<Record<string, Layout>> = {
  conv2d: { deployed: same, turn: [1, 2, 3, 0] },
  conv1d: { deployed: raised, turn: [1, 2, 3, 0] },
  conv_transpose2d: { deployed: same, turn: [1, 2, 0, 3] },
  depthwise_conv2d: { deployed: same, turn: [1, 2, 3, 0] },
  depthwise_conv1d: { deployed: raised, turn: [1, 2, 3, 0] },
  dense: { deployed: same, turn: [1, 0] },
  gru: { deployed: same, turn: [1, 0] },
};

const KERNELS = new Set(['kernel', 'recurrent']);
const layoutOf = (op: string | undefined, name: string): Layout | undefined => (KERNELS.has(name) ? LAYOUTS[op ?? ''] : undefined);

/** The kind of a node, or of the node that a copy in a repeated block is made from. */
function kindsOf(graph: Graph): (node: NodeId) => string | undefined {
  const kinds = new Map(graph.nodes.map(({ id, op }) => [id, op]));
  return (node) => kinds.get(originalNode(node));
}

/** Variables for every weight of the design; throws when one is missing. */
export function createParameters(graph: Graph, weights: Weights): Map<string, Parameter> {
  const kindOf = kindsOf(graph);
  return new Map(
    weightPlaces(graph).map(({ node, spec }): [string, Parameter] => {
      const { name, shape, trainable } = spec;
      const weight = weights.nodes.get(node)?.[name];
      if (weight === undefined) throw new Error(`node ${node} has no weights "${name}"`);
      const layout = layoutOf(kindOf(node), name);
      const held = tidy(() => variable(turned(realValues(weight), shape, layout), trainable));
      return [parameterKey(node, name), { node, name, shape, trainable, variable: held }];
    }),
  );
}

/** Trained as it is; zeros where no values are given. */
export function plainVariable(values: Weight['values'] | undefined, shape: Shape): Variable {
  return tidy(() => variable(values === undefined ? zeros([...shape]) : tensor(values, [...shape], 'float32')));
}

/** The values in the design's layout; those of the variables can be read at once (`settle`). */
export function readWeights(graph: Graph, parameters: Parameters): Weights {
  const kindOf = kindsOf(graph);
  const nodes = new Map<NodeId, NodeWeights>();
  for (const { node, name, shape, variable: held } of parameters.values()) {
    const layout = layoutOf(kindOf(node), name);
    const values = layout === undefined ? held.dataSync<'float32'>().slice() : turnedBack(held, layout.turn);
    nodes.set(node, { ...nodes.get(node), [name]: { shape, values } });
  }
  return { nodes, activations: new Map() };
}

/** Puts values in the design's layout into the variables; `weights` has every one of them. */
export function writeWeights(graph: Graph, parameters: Parameters, weights: Weights): void {
  const kindOf = kindsOf(graph);
  for (const { node, name, shape, variable: held } of parameters.values()) {
    const layout = layoutOf(kindOf(node), name);
    const values = realValues(weights.nodes.get(node)![name]!);
    tidy(() => held.assign(turned(values, shape, layout)));
  }
}

function turned(values: Float32Array, shape: Shape, layout: Layout | undefined): Tensor {
  const value = tensor(values, [...(layout?.deployed(shape) ?? shape)]);
  return layout === undefined ? value : transpose(value, [...layout.turn]);
}

/** Read in the order that the layout was turned from. */
function turnedBack(held: Tensor, turn: readonly number[]): Float32Array {
  const values = held.dataSync<'float32'>();
  const strides = held.shape.map((_, axis) => held.shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const axes = turn.map((_, axis) => turn.indexOf(axis));
  let places = [0];
  for (const axis of axes)
    places = places.flatMap((place) => Array.from({ length: held.shape[axis]! }, (_, at) => place + at * strides[axis]!));
  return Float32Array.from(places, (place) => values[place]!);
}
