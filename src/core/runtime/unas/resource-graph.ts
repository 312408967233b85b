/**
 * The resource model of µNAS (Liberis, Dudziak, Lane: "µNAS: Constrained Neural Architecture Search for Microcontrollers",
 * arXiv:2010.14246, section 4), as its code counts: every tensor, weight and bias is one byte an element; batch norm, activations,
 * reshapes and padding are free; an Add may run in place; no runtime, alignment or scratch exists.
 */
import type { DeployedGraph, DeployedOp, DeployedTensor, OpCode } from '../../graph/deployed.ts';
import { elementCount, sameShape } from '../../graph/tensor.ts';
import { macsOf } from '../../ops/macs.ts';

/** A network as the model sees it. Tensors are named by index. */
export interface ResourceGraph {
  /** Elements, and so bytes, of each tensor. */
  readonly elements: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  /** Inputs that an operator may overwrite. */
  readonly inPlace: readonly (readonly number[])[];
  readonly graphInputs: readonly number[];
  readonly graphOutputs: readonly number[];
  /** Bytes of weights and biases. */
  readonly size: number;
  readonly macs: number;
}

/** Operators the model does not have: their output is their first input under another name. */
const FREE: ReadonlySet<OpCode> = new Set<OpCode>([
  'RESHAPE',
  'SQUEEZE',
  'EXPAND_DIMS',
  'PAD',
  'PADV2',
  'RELU',
  'RELU6',
  'LEAKY_RELU',
  'HARD_SWISH',
  'LOGISTIC',
  'TANH',
  'SOFTMAX',
  'QUANTIZE',
  'DEQUANTIZE',
]);

/** A file or a drawn design in the model's terms, with its own shapes (where the literature rounds pooled sizes up, these are exact). */
export function resourceGraphOf(graph: DeployedGraph): ResourceGraph {
  const { nameOf, elements } = buffersOf(graph);
  const kept = graph.ops.filter((op) => !FREE.has(op.code));
  const buffers = (tensors: readonly number[]): number[] =>
    tensors.filter((tensor) => graph.tensors[tensor]?.role === 'activation').map((tensor) => nameOf[tensor]!);
  return {
    elements,
    inputs: kept.map((op) => buffers(op.inputs)),
    outputs: kept.map((op) => buffers(op.outputs)),
    inPlace: kept.map((op) => overwritable(graph, op, nameOf, elements)),
    graphInputs: buffers(graph.inputs),
    graphOutputs: buffers(graph.outputs),
    size: weightElements(graph),
    macs: kept.reduce((sum, op) => sum + unasMacs(op, graph), 0),
  };
}

/** Numbers the activations from 0, what a free operator makes like what it reads; `nameOf` gives the number of a tensor, -1 for others. */
function buffersOf(graph: DeployedGraph): { nameOf: Int32Array; elements: number[] } {
  const source = new Int32Array(graph.tensors.length).fill(-1);
  for (const op of graph.ops) {
    const [input = -1] = op.inputs;
    if (!FREE.has(op.code) || graph.tensors[input]?.role !== 'activation') continue;
    for (const output of op.outputs) source[output] = source[input]! >= 0 ? source[input]! : input;
  }
  const nameOf = new Int32Array(graph.tensors.length).fill(-1);
  const elements: number[] = [];
  graph.tensors.forEach(({ role, shape }, tensor) => {
    if (role === 'activation' && source[tensor]! < 0) nameOf[tensor] = elements.push(elementCount(shape)) - 1;
  });
  source.forEach((from, tensor) => {
    if (from >= 0) nameOf[tensor] = nameOf[from]!;
  });
  return { nameOf, elements };
}

/** Inputs of an Add that have its output's shape; behind a Pad, the unpadded value is smaller. */
function overwritable(graph: DeployedGraph, op: DeployedOp, nameOf: Int32Array, elements: readonly number[]): number[] {
  const output = graph.tensors[op.outputs[0] ?? -1];
  if (op.code !== 'ADD' || output === undefined) return [];
  const whole = op.inputs.filter((tensor) => sameShape(graph.tensors[tensor]?.shape ?? [], output.shape));
  return whole.map((tensor) => nameOf[tensor]!).filter((name) => name >= 0 && elements[name] === elementCount(output.shape));
}

/** Pools count each cell of their windows, adds one per element; the rest is as everywhere. */
function unasMacs(op: DeployedOp, graph: DeployedGraph): number {
  const size = (tensor: number | undefined): number => elementCount(graph.tensors[tensor ?? -1]?.shape ?? [0]);
  switch (op.code) {
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
      return size(op.outputs[0]) * op.options.filterH * op.options.filterW;
    case 'MEAN':
      return size(op.inputs[0]);
    case 'ADD':
    case 'SUB':
    case 'MUL':
      return size(op.outputs[0]);
    default:
      return macsOf(op, graph);
  }
}

/** Weights and biases, each constant once; shapes, axes and pads (integers outside layers with weights) do not count. */
function weightElements(graph: DeployedGraph): number {
  const weights = new Set<number>();
  for (const op of graph.ops) {
    op.inputs.forEach((tensor, position) => {
      const constant = graph.tensors[tensor];
      if (constant?.role === 'constant' && !isStructural(op, position, constant)) weights.add(tensor);
    });
  }
  let elements = 0;
  for (const tensor of weights) elements += elementCount(graph.tensors[tensor]!.shape);
  return elements;
}

const WITH_BIAS: ReadonlySet<OpCode> = new Set<OpCode>([
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'TRANSPOSE_CONV',
  'FULLY_CONNECTED',
  'SVDF',
  'UNIDIRECTIONAL_SEQUENCE_LSTM',
]);

function isStructural(op: DeployedOp, position: number, { type }: DeployedTensor): boolean {
  return (type === 'int32' || type === 'int64') && !(WITH_BIAS.has(op.code) && position >= 2);
}
