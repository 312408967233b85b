/** Gemm and MatMul with a constant matrix: dense layers. */
import type { NodeWeights, Weight } from '../../document/weights.ts';
import { elementCount, type Shape } from '../../graph/tensor.ts';
import { isFlow, unsupported, weightOf, type Flow } from './importer.ts';
import { gathered, gatherOrder, permuteValues } from '../permute-values.ts';
import type { OnnxTensor } from './onnx-model.ts';
import { constantAt, floatOf, flowAt, intOf, neededConstant, type Site } from './site.ts';

/** alpha A B + beta C, with B and C constant. */
export function convertGemm(site: Site): readonly Flow[] {
  const matrix = neededConstant(site, 1, 'matrix');
  const flow = rowsFirst(site, flowAt(site, 0));
  if (intOf(site, 'transA', 0) !== 0) return unsupported('its input is transposed');
  if (flow.shape.length !== 2 || matrix.shape.length !== 2) return unsupported('it does not multiply two matrices');
  const kernel = intOf(site, 'transB', 0) === 0 ? rowsOf(matrix) : { tensor: matrix, shape: matrix.shape };
  const bias = constantAt(site, 2, 'bias');
  const weights = {
    kernel: scaled(kernelWeight(kernel, flow), floatOf(site, 'alpha', 1)),
    ...(bias === undefined ? {} : { bias: scaled(gemmBias(bias, kernel.shape[0]!), floatOf(site, 'beta', 1)) }),
  };
  return [dense(site, flow, weights, false)];
}

export function convertMatMul(site: Site): readonly Flow[] {
  if (!isFlow(site.operands[0])) return unsupported('its first matrix is constant');
  const matrix = neededConstant(site, 1, 'matrix');
  const flow = site.operands[0];
  if (matrix.shape.length !== 2 || flow.shape.length < 2) return unsupported('it does not multiply by one matrix');
  const keepDims = flow.shape.length > 2;
  const straight = keepDims ? site.importer.plain(flow) : rowsFirst(site, flow);
  return [dense(site, straight, { kernel: kernelWeight(rowsOf(matrix), straight) }, keepDims)];
}

/** A matrix in ONNX's order; a flattened one may keep its features in the design's. */
function rowsFirst({ importer }: Site, flow: Flow): Flow {
  return flow.scramble === undefined ? importer.plain(flow) : flow;
}

interface Rows {
  readonly tensor: OnnxTensor;
  readonly shape: Shape;
}

/** A matrix [in, out] with a row for each output instead. */
function rowsOf(matrix: OnnxTensor): Rows {
  const shape = matrix.shape.toReversed();
  const { quantization } = matrix;
  const turned = quantization === undefined ? {} : { quantization: { ...quantization, axis: 1 - quantization.axis } };
  return { tensor: { ...matrix, shape, values: permuteValues(matrix.values, matrix.shape, [1, 0]), ...turned }, shape };
}

/** A row for each unit; its columns in the order the flattened input has them in the design. */
function kernelWeight({ tensor, shape }: Rows, { scramble }: Flow): Weight {
  const axis = tensor.quantization?.axis ?? 0;
  if (scramble === undefined) return weightOf(tensor, tensor.values, shape, axis);
  const [units, features] = shape as readonly [number, number];
  const given = elementCount(scramble.shape.slice(1));
  if (given !== features) return unsupported(`its kernel takes ${features} values in place of ${given}`);
  const order = featureOrder(scramble);
  const all = new Int32Array(units * features);
  for (let i = 0; i < all.length; i++) all[i] = Math.floor(i / features) * features + order[i % features]!;
  return weightOf(tensor, gathered(tensor.values, all), shape, axis);
}

/** For each feature of the design's flattened value, its place in ONNX's. */
function featureOrder({ shape, perm }: NonNullable<Flow['scramble']>): Int32Array {
  const inner: number[] = [];
  perm.slice(1).forEach((axis, i) => (inner[axis - 1] = shape[i + 1]!));
  return gatherOrder(
    inner,
    perm.slice(1).map((axis) => axis - 1),
  );
}

/** A bias that may be given once for all units. */
function gemmBias(bias: OnnxTensor, units: number): Weight {
  const count = elementCount(bias.shape);
  if (count === units && bias.shape.at(-1) === units) return weightOf(bias, bias.values, [units], 0);
  if (count !== 1 || bias.quantization !== undefined) return unsupported(`it has ${count} biases for ${units} units`);
  return { shape: [units], values: new Float32Array(units).fill(bias.values[0]!) };
}

function scaled(weight: Weight, factor: number): Weight {
  if (factor === 1) return weight;
  const { quantization } = weight;
  if (quantization !== undefined)
    return { ...weight, quantization: { ...quantization, scales: quantization.scales.map((scale) => scale * factor) } };
  return { ...weight, values: Float32Array.from(weight.values, (value) => value * factor) };
}

function dense({ importer, name }: Site, flow: Flow, weights: NodeWeights, keepDims: boolean): Flow {
  const params = { units: weights['kernel']!.shape[0]!, bias: 'bias' in weights, keepDims };
  return importer.one('dense', params, [flow], undefined, name, weights);
}

/** The dense layer with the constant added to it as its bias, when it is one for each unit and nothing else reads the layer; else undefined. */
export function denseWithBias(site: Site, flow: Flow, bias: OnnxTensor, source: string): Flow | undefined {
  const { builder } = site.importer;
  const node = builder.nodeOf(flow);
  const units = flow.type.shape.at(-1)!;
  const fits =
    elementCount(bias.shape) === units && bias.shape.at(-1) === units && (bias.type === 'float32' || bias.quantization !== undefined);
  if (node.op !== 'dense' || node.params['bias'] !== false || !fits || site.readers(source) !== 1) return undefined;
  if (builder.quantizationOf(flow) !== undefined) return undefined;
  builder.amend(flow, { bias: true }, { bias: weightOf(bias, bias.values, [units], 0) });
  return flow;
}
