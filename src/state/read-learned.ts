/** What a design has learned, from the blob it names; loaded when a design with weights is first opened. */
import { ok, type Result } from '../core/base/result.ts';
import { createRandom } from '../core/base/random.ts';
import type { Learned } from '../core/deploy/deploy.ts';
import { tfliteWeights } from '../core/deploy/tflite-weights.ts';
import { realGraph } from '../core/deploy/without-file-types.ts';
import type { Design } from '../core/document/design.ts';
import { initialWeights } from '../core/document/initial-weights.ts';
import { decodeWeights, isWeights } from '../core/document/weights-blob.ts';
import { missingWeights, weightAt, weightPlaces, type NodeWeights, type WeightPlace, type Weights } from '../core/document/weights.ts';
import { readTflite } from '../core/formats/tflite/read.ts';
import type { NodeId } from '../core/graph/graph.ts';

/** A .tflite or what `encodeWeights` made; `name` is said when it cannot be read. */
export function readLearned(bytes: Uint8Array, name: string): Result<Learned> {
  if (isWeights(bytes)) {
    const weights = decodeWeights(bytes);
    return weights.ok ? ok({ weights: weights.value }) : weights;
  }
  const file = readTflite(bytes, name);
  if (!file.ok) return file;
  const weights = tfliteWeights(file.value, name);
  return weights.ok ? ok({ file: file.value, weights: weights.value }) : weights;
}

/** What the network as edited has and the weights lack; nothing for an opened file that was not edited. */
export function unfitPlaces(design: Design, { file, weights }: Learned): readonly WeightPlace[] {
  if (weights === undefined || (file !== undefined && design.origin !== undefined)) return [];
  return missingWeights(realGraph(design), weights);
}

/** The weights that fit, and random ones in every other place: scales of values that were trained are so no longer. */
export function filledWeights(design: Design, weights: Weights, seed: number): Weights {
  const graph = realGraph(design);
  const random = initialWeights(createRandom(seed), graph);
  const nodes = new Map<NodeId, NodeWeights>();
  for (const { node, spec } of weightPlaces(graph)) {
    const own = weightAt(weights, node, spec) ?? random.nodes.get(node)![spec.name]!;
    nodes.set(node, { ...nodes.get(node), [spec.name]: own });
  }
  return { nodes, activations: new Map(), ...(weights.trained === undefined ? {} : { trained: weights.trained }) };
}

export { sha256 } from '../core/base/sha256.ts';
export { encodeWeights } from '../core/document/weights-blob.ts';
export { realGraph } from '../core/deploy/without-file-types.ts';
