/** Random designs with random weights, quantised over random samples. */
import { createRandom } from '../core/base/random.ts';
import { floatModel } from '../core/document/float-model.ts';
import type { Graph } from '../core/graph/graph.ts';
import { elementCount } from '../core/graph/tensor.ts';
import { OPS, type OpKind } from '../core/ops/registry.ts';
import type { Elements } from '../core/quant/elements.ts';
import { quantizeDesign, type QuantizeOptions } from '../core/quant/post-training/quantize-design.ts';
import type { QuantizedModel } from '../core/quant/post-training/quantized-model.ts';
import { randomNetwork } from './random-network.ts';
import { randomWeights } from '../core/document/random-weights.ts';
import type { Weights } from '../core/document/weights.ts';

/** Conversions and foreign operators have no place in a design that is to be quantised; a constant alone computes nothing. */
const LEFT_OUT = new Set<string>(['quantize', 'dequantize', 'opaque', 'constant']);
/** Every kind that a quantised network can be made of. */
export const KINDS = (Object.keys(OPS) as OpKind[]).filter((kind) => !LEFT_OUT.has(kind));

export interface QuantizedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly model: QuantizedModel;
  /** Inputs of the float network, the first sample of the batch. */
  readonly inputs: readonly Elements[];
}

/** The same seed gives the same network of these kinds; throws when it cannot be quantised. */
export function quantizedNetwork(seed: number, io: QuantizeOptions['io'] = 'float32', kinds = KINDS, nodes?: number): QuantizedNetwork {
  const random = createRandom(seed);
  const graph = randomNetwork(random, { nodes: nodes ?? random.int(2, 14), kinds });
  const weights = randomWeights(random, graph);
  const real = floatModel(graph, weights);
  if (!real.ok) throw new Error(real.error.message);
  const { tensors, inputs } = real.value.graph;
  const sample = (): Elements[] =>
    inputs.map((index) => {
      const { shape, type } = tensors[index]!;
      const count = elementCount(shape);
      return type === 'float32' ? Float32Array.from({ length: count }, () => 2 * random.next() - 1) : new Int32Array(count);
    });
  const samples = [sample(), sample()];
  const model = quantizeDesign(graph, weights, { samples }, { method: { kind: 'minmax' }, io });
  if (!model.ok) throw new Error(`${model.error.where}: ${model.error.message}`);
  return { graph, weights, model: model.value, inputs: samples[0]! };
}
