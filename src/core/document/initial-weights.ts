/**
 * Weights of a network that has learned nothing yet: kernels normally distributed with variance 2 / fan-in (K. He et al., 2015), so that
 * values keep their spread from layer to layer, and 1 / fan-in before the gates of recurrent layers, which pass what is near 0 as it is;
 * biases 0, but for an LSTM's forget gates, which start open (Jozefowicz et al., 2015); batch norms that change nothing.
 */
import { normal } from '../base/distributions.ts';
import type { Random } from '../base/random.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { elementCount } from '../graph/tensor.ts';
import type { WeightSpec } from '../ops/op.ts';
import { weightPlaces, type NodeWeights, type Weight, type Weights } from './weights.ts';

/** What stays the same for every element, by the weight's name. */
const FIXED: Readonly<Record<string, number>> = { bias: 0, beta: 0, mean: 0, gamma: 1, variance: 1 };

/** For every place of the design; the same for the same seed. */
export function initialWeights(random: Random, graph: Graph): Weights {
  const nodes = new Map<NodeId, NodeWeights>();
  for (const { node, op, spec } of weightPlaces(graph))
    nodes.set(node, { ...nodes.get(node), [spec.name]: initialWeight(random, spec, op) });
  return { nodes, activations: new Map() };
}

/** One weight of a node of this kind; a depthwise kernel counts its channels last, every other kernel first. */
function initialWeight(random: Random, { name, shape }: WeightSpec, kind: string): Weight {
  const count = elementCount(shape);
  const fixed = FIXED[name];
  if (kind === 'lstm' && name === 'bias') return { shape, values: openForgetGates(count) };
  if (fixed !== undefined) return { shape, values: new Float32Array(count).fill(fixed) };
  const channels = (kind.startsWith('depthwise') ? shape.at(-1) : shape[0]) ?? 1;
  const gain = kind === 'lstm' || kind === 'gru' ? 1 : 2;
  const deviation = Math.sqrt(gain / Math.max(1, count / Math.max(1, channels)));
  return { shape, values: Float32Array.from({ length: count }, () => deviation * normal(random)) };
}

/** 1 for the second gate of four. */
function openForgetGates(count: number): Float32Array {
  return new Float32Array(count).fill(1, count / 4, count / 2);
}
