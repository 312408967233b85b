import { createRandom } from '../../core/base/random.ts';
import type { Graph, NodeId } from '../../core/graph/graph.ts';
import { elementCount } from '../../core/graph/tensor.ts';
import { floatModel } from '../../core/document/float-model.ts';
import { type NodeWeights, type Weights, weightPlaces } from '../../core/document/weights.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { type QuantizedModel, quantizeDesign } from '../../core/quant/post-training/quantize-design.ts';

/** Values around 0, of a spread that keeps what flows near 1; all positive for variances. */
function randomWeights(graph: Graph): Weights {
  const random = createRandom(1);
  const nodes = new Map<NodeId, NodeWeights>();
  for (const { node, spec } of weightPlaces(graph)) {
    const fanIn = Math.max(1, elementCount(spec.shape.slice(1)));
    const value = (): number => (spec.name === 'variance' ? 1 : (2 * random.next() - 1) / Math.sqrt(fanIn));
    const weight = { shape: spec.shape, values: Float32Array.from({ length: elementCount(spec.shape) }, value) };
    nodes.set(node, { ...nodes.get(node), [spec.name]: weight });
  }
  return { nodes, activations: new Map() };
}

/** A design with random weights as an int8 network: its shapes and its speed are those of the trained one. Throws when it is wrong. */
export function quantizedSample(graph: Graph): QuantizedModel {
  const weights = randomWeights(graph);
  const real = floatModel(graph, weights);
  if (!real.ok) throw new Error(real.error.message);
  const random = createRandom(2);
  const { tensors, inputs } = real.value.graph;
  const sample = inputs.map((index) => Float32Array.from({ length: elementCount(tensors[index]!.shape) }, () => 2 * random.next() - 1));
  const kernels = createWasmKernels();
  const model = quantizeDesign(graph, weights, { samples: [sample] }, { method: { kind: 'minmax' }, io: 'int8', kernels });
  if (!model.ok) throw new Error(model.error.message);
  return model.value;
}
