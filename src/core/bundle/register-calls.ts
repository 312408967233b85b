/** The calls that give a MicroMutableOpResolver the operators of a graph, and no others (tflite-micro, micro_mutable_op_resolver.h). */
import { fail, ok, type Result } from '../base/result.ts';
import type { DeployedGraph, DeployedOp, OpCode } from '../graph/deployed.ts';

/** The resolver's method for each operator; undefined where the runtime has none. */
const METHODS: Readonly<Record<OpCode, string | undefined>> = {
  ADD: 'AddAdd',
  AVERAGE_POOL_2D: 'AddAveragePool2D',
  CONCATENATION: 'AddConcatenation',
  CONV_2D: 'AddConv2D',
  DEPTHWISE_CONV_2D: 'AddDepthwiseConv2D',
  DEPTH_TO_SPACE: 'AddDepthToSpace',
  DEQUANTIZE: 'AddDequantize',
  EMBEDDING_LOOKUP: 'AddEmbeddingLookup',
  EXPAND_DIMS: 'AddExpandDims',
  FULLY_CONNECTED: 'AddFullyConnected',
  GATHER: 'AddGather',
  HARD_SWISH: 'AddHardSwish',
  LEAKY_RELU: 'AddLeakyRelu',
  LOGISTIC: 'AddLogistic',
  MAXIMUM: 'AddMaximum',
  MAX_POOL_2D: 'AddMaxPool2D',
  MEAN: 'AddMean',
  MINIMUM: 'AddMinimum',
  MUL: 'AddMul',
  OPAQUE: undefined,
  PAD: 'AddPad',
  PADV2: 'AddPadV2',
  QUANTIZE: 'AddQuantize',
  RELU: 'AddRelu',
  RELU6: 'AddRelu6',
  RESHAPE: 'AddReshape',
  RESIZE_BILINEAR: 'AddResizeBilinear',
  RESIZE_NEAREST_NEIGHBOR: 'AddResizeNearestNeighbor',
  SLICE: 'AddSlice',
  SOFTMAX: 'AddSoftmax',
  SPACE_TO_DEPTH: 'AddSpaceToDepth',
  SPLIT: 'AddSplit',
  SQUEEZE: 'AddSqueeze',
  STRIDED_SLICE: 'AddStridedSlice',
  SUB: 'AddSub',
  SVDF: 'AddSvdf',
  TANH: 'AddTanh',
  TRANSPOSE: 'AddTranspose',
  TRANSPOSE_CONV: 'AddTransposeConv',
  UNIDIRECTIONAL_SEQUENCE_LSTM: 'AddUnidirectionalSequenceLSTM',
};

/** Headers that declare an int8-only registration, which links less code. */
const INT8_HEADERS: Readonly<Partial<Record<OpCode, string>>> = {
  ADD: 'add.h',
  AVERAGE_POOL_2D: 'pooling.h',
  CONV_2D: 'conv.h',
  DEPTHWISE_CONV_2D: 'depthwise_conv.h',
  FULLY_CONNECTED: 'fully_connected.h',
  MAX_POOL_2D: 'pooling.h',
  MUL: 'mul.h',
  SOFTMAX: 'softmax.h',
  SVDF: 'svdf.h',
};

export interface RegisterCall {
  readonly method: string;
  /** The int8-only registration that is passed; undefined: the general one. */
  readonly registration: string | undefined;
  /** Under tensorflow/lite/micro/kernels/, for the registration. */
  readonly header: string | undefined;
}

/** One call an operator kind, in order of first use. Fails with the operator that the runtime cannot register. */
export function registerCalls({ ops, tensors }: DeployedGraph, int8Registrations: boolean): Result<readonly RegisterCall[]> {
  const calls: RegisterCall[] = [];
  for (const code of new Set(ops.map((op) => op.code))) {
    const method = METHODS[code];
    if (method === undefined) return fail(`The runtime registers no operator "${opaqueName(ops)}": it cannot be put into a bundle`);
    const all = ops.filter((op) => op.code === code);
    const isInt8 = all.every((op) => tensors[op.inputs[0]!]?.type === 'int8' && tensors[op.outputs[0]!]?.type === 'int8');
    const header = int8Registrations && isInt8 ? INT8_HEADERS[code] : undefined;
    calls.push({ method, registration: header === undefined ? undefined : `Register_${code}_INT8`, header });
  }
  return ok(calls);
}

function opaqueName(ops: readonly DeployedOp[]): string {
  const op = ops.find((each) => each.code === 'OPAQUE');
  return op?.code === 'OPAQUE' ? op.options.name : '';
}
