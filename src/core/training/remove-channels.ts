/** A design without some of its channels: narrower layers, and the weights that are left. */
import { realValues, type NodeWeights, type Weight, type Weights } from '../document/weights.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { isDepthwise, isMixer, normBehind, type Channels, type Lanes } from './channels.ts';

export interface Pruned {
  readonly graph: Graph;
  readonly weights: Weights;
}

/** `gone` are removable channels; at least one of each layer must stay. Ranges of activations stay as they were. */
export function removeChannels(graph: Graph, weights: Weights, channels: Channels, gone: ReadonlySet<number>): Pruned {
  const nodes = graph.nodes.map((node) => narrowed(node, channels.outputs.get(node.id) ?? [], gone));
  return { graph: { ...graph, nodes }, weights: eachNode(graph, weights, (node, held) => slicedWeights(node, held, channels, gone)) };
}

/**
 * The same network with these channels at zero: what it computes without them, before they are removed. Where a batch norm stands behind a
 * layer, it alone is silenced: what it knows of the layer's values stays true.
 */
export function silenceChannels(graph: Graph, weights: Weights, channels: Channels, gone: ReadonlySet<number>): Weights {
  return eachNode(graph, weights, (node, held) =>
    normBehind(graph, node) === undefined ? silencedWeights(node, held, channels.outputs.get(node.id) ?? [], gone) : held,
  );
}

function eachNode(graph: Graph, weights: Weights, change: (node: GraphNode, held: NodeWeights) => NodeWeights): Weights {
  const nodes = new Map<NodeId, NodeWeights>(weights.nodes);
  for (const node of graph.nodes) {
    const held = nodes.get(node.id);
    if (held !== undefined && hasChannels(node)) nodes.set(node.id, change(node, held));
  }
  return { ...weights, nodes };
}

const hasChannels = (node: GraphNode): boolean => isMixer(node) || isDepthwise(node) || node.op === 'batch_norm';

/** Layers name their channels; every other operation takes what comes in. */
function narrowed(node: GraphNode, outputs: Lanes, gone: ReadonlySet<number>): GraphNode {
  if (!isMixer(node) || !outputs.some((lane) => gone.has(lane))) return node;
  const left = outputs.filter((lane) => !gone.has(lane)).length;
  return { ...node, params: { ...node.params, [node.op === 'dense' ? 'units' : 'filters']: left } };
}

function slicedWeights(node: GraphNode, held: NodeWeights, channels: Channels, gone: ReadonlySet<number>): NodeWeights {
  const placesOf = (lanes: Lanes = []): readonly number[] => lanes.flatMap((lane, at) => (gone.has(lane) ? [] : [at]));
  const outputs = placesOf(channels.outputs.get(node.id));
  const lanes = channels.inputs.get(node.id) ?? [];
  return mapped(held, (name, weight) => {
    const narrow = pick(weight, channelAxis(node, weight), outputs);
    if (name !== 'kernel' || !isMixer(node) || lanes.length === 0) return narrow;
    const width = weight.shape.at(-1)!;
    return pick(narrow, weight.shape.length - 1, placesOf(Array.from({ length: width }, (_, at) => lanes[at % lanes.length]!)));
  });
}

/** A batch norm's mean and variance may stay: what they give is multiplied by 0. */
function silencedWeights(node: GraphNode, held: NodeWeights, outputs: Lanes, gone: ReadonlySet<number>): NodeWeights {
  return mapped(held, (name, weight) => {
    if (name === 'mean' || name === 'variance') return weight;
    const { inner, count } = strides(weight, channelAxis(node, weight));
    const isSilent = (i: number): boolean => gone.has(outputs[Math.floor(i / inner) % count]!);
    return { shape: weight.shape, values: realValues(weight).map((value, i) => (isSilent(i) ? 0 : value)) };
  });
}

function mapped(held: NodeWeights, change: (name: string, weight: Weight) => Weight): NodeWeights {
  return Object.fromEntries(Object.entries(held).map(([name, weight]) => [name, change(name, weight)]));
}

/** The dimension of a weight that counts its node's output channels. */
function channelAxis(node: GraphNode, { shape }: Weight): number {
  return isDepthwise(node) ? shape.length - 1 : 0;
}

function strides({ shape }: Weight, axis: number): { readonly inner: number; readonly count: number } {
  return { inner: shape.slice(axis + 1).reduce((all, side) => all * side, 1), count: shape[axis]! };
}

/** The weight at these places of a dimension, in reals; itself when none is left out. */
function pick(weight: Weight, axis: number, places: readonly number[]): Weight {
  const { inner, count } = strides(weight, axis);
  if (places.length === count) return weight;
  const values = realValues(weight);
  const kept = new Set(places);
  const shape = weight.shape.map((side, at) => (at === axis ? places.length : side));
  return { shape, values: values.filter((_, i) => kept.has(Math.floor(i / inner) % count)) };
}
