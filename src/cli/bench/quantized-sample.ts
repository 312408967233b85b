import { createRandom } from '../../core/base/random.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { elementCount } from '../../core/graph/tensor.ts';
import { floatModel } from '../../core/document/float-model.ts';
import { randomWeights } from '../../core/document/random-weights.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { quantizeDesign } from '../../core/quant/post-training/quantize-design.ts';
import type { QuantizedModel } from '../../core/quant/post-training/quantized-model.ts';

/** A design with random weights as an int8 network: its shapes and its speed are those of the trained one. Throws when it is wrong. */
export function quantizedSample(graph: Graph): QuantizedModel {
  const weights = randomWeights(createRandom(1), graph);
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
