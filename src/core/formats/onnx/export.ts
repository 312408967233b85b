/** A deployed network as an ONNX model: float32 as it is, int8 and int16 as QuantizeLinear and DequantizeLinear around each operator. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import { permuted } from '../permute-values.ts';
import { onnxTypeOf } from './constant-tensor.ts';
import { emit } from './emitters.ts';
import { CHANNELS_FIRST, Exporter } from './exporter.ts';
import { Unsupported } from './importer.ts';
import { identity, samePerm, type Perm } from './layout.ts';
import type { OnnxModel, OnnxNode, OnnxValueInfo } from './onnx-model.ts';
import { writeOnnx } from './write-model.ts';

export interface OnnxExport {
  readonly bytes: Uint8Array;
  /** What the model does otherwise than the network, a sentence each. */
  readonly notes: readonly string[];
  /** For each input and output, the network's dimension that each dimension of the model is. */
  readonly inputOrders: readonly Perm[];
  readonly outputOrders: readonly Perm[];
}

/** Images come channels first wherever a convolution, a pool or their like reads them. Fails with the operator that ONNX has not. */
export function exportOnnx(name: string, graph: DeployedGraph, data: readonly (Uint8Array | undefined)[]): Result<OnnxExport> {
  const exporter = new Exporter(graph, data);
  const inputOrders = graph.inputs.map((input) => inputOrder(graph, input));
  graph.inputs.forEach((input, i) => exporter.giveStored(input, exporter.uniqueName(exporter.tensor(input).name), inputOrders[i]));
  for (const [at, op] of graph.ops.entries()) {
    const problem = attempt(() => emitNamed(exporter, op));
    if (problem !== undefined) return fail(`It cannot be written as ONNX: ${problem}`, `operator ${at} (${op.code})`);
  }
  for (const output of graph.outputs) exporter.stored(output, exporter.orderOf(output));
  const outputOrders = graph.outputs.map((output) => exporter.orderOf(output));
  const isTurned = [...inputOrders, ...outputOrders].some((order) => samePerm(order, CHANNELS_FIRST));
  const notes = [...(isTurned ? ['Images come and go channels first (NCHW), as ONNX has them.'] : []), ...exporter.notes];
  return ok({ bytes: writeOnnx(modelOf(name, graph, exporter, inputOrders, outputOrders)), notes, inputOrders, outputOrders });
}

function emitNamed(exporter: Exporter, op: DeployedOp): void {
  exporter.begin(op.outputs[0]!);
  emit(exporter, op);
}

/** What is wrong, when something is. */
function attempt(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    return error.message;
  }
}

function modelOf(
  name: string,
  graph: DeployedGraph,
  exporter: Exporter,
  inputOrders: readonly Perm[],
  outputOrders: readonly Perm[],
): OnnxModel {
  const { nodes, rename } = renamed(exporter);
  const infoOf = (index: number, order: Perm): OnnxValueInfo => ({
    name: rename(exporter.stored(index, order)),
    type: onnxTypeOf(graph.tensors[index]!),
    shape: permuted(graph.tensors[index]!.shape, order),
  });
  return {
    name,
    producer: 'Tinyscape',
    opset: exporter.opset,
    nodes,
    constants: exporter.constants,
    inputs: graph.inputs.map((input, i) => infoOf(input, inputOrders[i]!)),
    outputs: graph.outputs.map((output, i) => infoOf(output, outputOrders[i]!)),
    infos: new Map(),
  };
}

/** Every value that is a tensor of the network goes by the tensor's name. */
function renamed(exporter: Exporter): { nodes: readonly OnnxNode[]; rename: (value: string) => string } {
  const names = new Map<string, string>();
  for (const [index, value] of exporter.madeNames()) {
    if (value !== exporter.tensor(index).name) names.set(value, exporter.uniqueName(exporter.tensor(index).name));
  }
  const rename = (value: string): string => names.get(value) ?? value;
  const nodes = exporter.nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }));
  return { nodes, rename };
}

const CHANNELS: ReadonlySet<DeployedOp['code']> = new Set([
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'TRANSPOSE_CONV',
  'MAX_POOL_2D',
  'AVERAGE_POOL_2D',
  'RESIZE_NEAREST_NEIGHBOR',
  'RESIZE_BILINEAR',
  'DEPTH_TO_SPACE',
  'SPACE_TO_DEPTH',
]);
const INDIFFERENT: ReadonlySet<DeployedOp['code']> = new Set([
  'ADD',
  'SUB',
  'MUL',
  'MINIMUM',
  'MAXIMUM',
  'PAD',
  'PADV2',
  'QUANTIZE',
  'DEQUANTIZE',
  'RELU',
  'RELU6',
  'LEAKY_RELU',
  'LOGISTIC',
  'TANH',
  'HARD_SWISH',
  'CONCATENATION',
]);

/** Channels first when what first acts on an image's dimensions takes it so. */
function inputOrder({ tensors, ops }: DeployedGraph, input: number): Perm {
  const rank = tensors[input]!.shape.length;
  if (rank !== 4) return identity(rank);
  const reached = new Set([input]);
  for (const { code, inputs, outputs } of ops) {
    if (!inputs.some((index) => reached.has(index))) continue;
    if (CHANNELS.has(code)) return CHANNELS_FIRST;
    if (INDIFFERENT.has(code)) outputs.forEach((index) => reached.add(index));
  }
  return identity(rank);
}
