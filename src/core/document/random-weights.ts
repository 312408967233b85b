import type { Random } from '../base/random.ts';
import { weightPlaces, type NodeWeights, type Weight, type Weights } from './weights.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { elementCount } from '../graph/tensor.ts';

/** Weights for every place of a design: around 0, of a spread that keeps values near 1; variances are positive. */
export function randomWeights(random: Random, graph: Graph): Weights {
  const nodes = new Map<NodeId, NodeWeights>();
  for (const { node, spec } of weightPlaces(graph)) {
    const count = elementCount(spec.shape);
    const spread = 1 / Math.sqrt(Math.max(1, count / (spec.shape[0] ?? 1)));
    const value = (): number => (spec.name === 'variance' ? 0.5 + random.next() : (2 * random.next() - 1) * spread);
    const weight: Weight = { shape: spec.shape, values: Float32Array.from({ length: count }, value) };
    nodes.set(node, { ...nodes.get(node), [spec.name]: weight });
  }
  return { nodes, activations: new Map() };
}
