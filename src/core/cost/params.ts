/** Parameters and constant bytes of a deployed operator. */
import type { DeployedGraph, DeployedOp, OpCode } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';

const NONE: readonly number[] = [];
const BOTH: readonly number[] = [0, 1];

/** Input positions that hold trained values when constant; shapes, axes and pads are structure, not parameters. */
const PARAMETER_INPUTS: Readonly<Record<OpCode, readonly number[]>> = {
  CONV_2D: [1, 2],
  DEPTHWISE_CONV_2D: [1, 2],
  TRANSPOSE_CONV: [1, 3],
  FULLY_CONNECTED: [1, 2],
  SVDF: [1, 2, 3],
  UNIDIRECTIONAL_SEQUENCE_LSTM: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22, 23],
  GATHER: [0],
  EMBEDDING_LOOKUP: [1],
  ADD: BOTH,
  SUB: BOTH,
  MUL: BOTH,
  MINIMUM: BOTH,
  MAXIMUM: BOTH,
  OPAQUE: [0, 1, 2, 3, 4, 5, 6, 7],
  MAX_POOL_2D: NONE,
  AVERAGE_POOL_2D: NONE,
  CONCATENATION: NONE,
  PAD: NONE,
  PADV2: NONE,
  RESHAPE: NONE,
  SQUEEZE: NONE,
  EXPAND_DIMS: NONE,
  MEAN: NONE,
  SOFTMAX: NONE,
  LOGISTIC: NONE,
  TANH: NONE,
  RELU: NONE,
  RELU6: NONE,
  LEAKY_RELU: NONE,
  HARD_SWISH: NONE,
  RESIZE_NEAREST_NEIGHBOR: NONE,
  RESIZE_BILINEAR: NONE,
  DEPTH_TO_SPACE: NONE,
  SPACE_TO_DEPTH: NONE,
  TRANSPOSE: NONE,
  STRIDED_SLICE: NONE,
  SLICE: NONE,
  SPLIT: NONE,
  QUANTIZE: NONE,
  DEQUANTIZE: NONE,
};

/** Trained values an operator holds: kernel and bias elements. */
export function paramsOf(op: DeployedOp, graph: DeployedGraph): number {
  const positions = PARAMETER_INPUTS[op.code];
  let count = 0;
  for (let i = 0; i < positions.length; i++) {
    const index = op.inputs[positions[i]!];
    if (index === undefined || index < 0) continue;
    const tensor = graph.tensors[index]!;
    if (tensor.role === 'constant') count += elementCount(tensor.shape);
  }
  return count;
}

/** Bytes of all constants an operator reads, structural ones included. */
export function constantBytes(op: DeployedOp, graph: DeployedGraph): number {
  let bytes = 0;
  for (let i = 0; i < op.inputs.length; i++) {
    const index = op.inputs[i]!;
    if (index >= 0 && graph.tensors[index]!.role === 'constant') bytes += graph.tensors[index]!.bytes;
  }
  return bytes;
}
