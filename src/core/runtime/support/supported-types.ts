/** Which element types each operator runs on in TFLM 90b983c2, by the operator's data input; CMSIS-NN falls back to the same reference kernels. */
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import type { ElementType } from '../../graph/tensor.ts';

const MAIN: readonly ElementType[] = ['float32', 'int8', 'int16'];
const FLOAT_INT8: readonly ElementType[] = ['float32', 'int8'];
const WHOLE: readonly ElementType[] = ['float32', 'int8', 'int16', 'int32'];
const ANY: readonly ElementType[] = ['float32', 'int8', 'int16', 'int32', 'int64', 'uint8', 'bool'];

const SUPPORTED_TYPES: Readonly<Record<Exclude<OpCode, 'OPAQUE'>, readonly ElementType[]>> = {
  CONV_2D: MAIN,
  DEPTHWISE_CONV_2D: MAIN,
  TRANSPOSE_CONV: MAIN,
  FULLY_CONNECTED: MAIN,
  MAX_POOL_2D: MAIN,
  AVERAGE_POOL_2D: MAIN,
  ADD: WHOLE,
  SUB: MAIN,
  MUL: WHOLE,
  MINIMUM: ANY,
  MAXIMUM: ANY,
  CONCATENATION: ANY,
  PAD: WHOLE,
  PADV2: WHOLE,
  RESHAPE: ANY,
  SQUEEZE: ANY,
  EXPAND_DIMS: MAIN,
  MEAN: MAIN,
  SOFTMAX: MAIN,
  LOGISTIC: MAIN,
  TANH: MAIN,
  RELU: FLOAT_INT8,
  RELU6: FLOAT_INT8,
  LEAKY_RELU: MAIN,
  HARD_SWISH: FLOAT_INT8,
  RESIZE_NEAREST_NEIGHBOR: MAIN,
  RESIZE_BILINEAR: FLOAT_INT8,
  DEPTH_TO_SPACE: FLOAT_INT8,
  SPACE_TO_DEPTH: FLOAT_INT8,
  TRANSPOSE: MAIN,
  STRIDED_SLICE: ANY,
  SLICE: WHOLE,
  SPLIT: WHOLE,
  UNIDIRECTIONAL_SEQUENCE_LSTM: MAIN,
  SVDF: FLOAT_INT8,
  GATHER: FLOAT_INT8,
  EMBEDDING_LOOKUP: FLOAT_INT8,
  QUANTIZE: ['float32', 'int8', 'int16', 'int32', 'uint8'],
  DEQUANTIZE: ['int8', 'int16', 'uint8'],
};

/** Operators whose weights may be int4; everywhere else int4 has no kernel. */
const INT4_WEIGHTS: ReadonlySet<OpCode> = new Set(['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED']);
const WEIGHTED: ReadonlySet<OpCode> = new Set([...INT4_WEIGHTS, 'TRANSPOSE_CONV', 'SVDF', 'UNIDIRECTIONAL_SEQUENCE_LSTM']);

/** TFLM registers these too; they are not costed here, but they run. */
const OTHER_KERNELS: ReadonlySet<string> = new Set(
  `ABS ADD_N ARG_MAX ARG_MIN ASSIGN_VARIABLE BATCH_MATMUL BATCH_TO_SPACE_ND BROADCAST_ARGS BROADCAST_TO CALL_ONCE CAST CEIL COS CUMSUM DIV
  ELU EQUAL EXP FILL FLOOR FLOOR_DIV FLOOR_MOD GATHER_ND GREATER GREATER_EQUAL L2_NORMALIZATION L2_POOL_2D LESS LESS_EQUAL LOG LOGICAL_AND
  LOGICAL_NOT LOGICAL_OR LOG_SOFTMAX MIRROR_PAD NEG NOT_EQUAL PACK PRELU READ_VARIABLE REDUCE_MAX REDUCE_MIN REVERSE_V2 ROUND RSQRT SELECT_V2
  SHAPE SIN SPACE_TO_BATCH_ND SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE SUM UNPACK VAR_HANDLE ZEROS_LIKE`.split(/\s+/),
);

const DATA_INPUT: Readonly<Partial<Record<OpCode, number>>> = { TRANSPOSE_CONV: 2, SPLIT: 1, EMBEDDING_LOOKUP: 1 };
const WEIGHT_INPUT: Readonly<Partial<Record<OpCode, number>>> = { SVDF: 1 };

/** What decides whether an operator has a kernel: the input whose type must be one of `types`, and that of its weights. */
interface Typing {
  readonly types: readonly ElementType[];
  readonly data: number;
  readonly weights: number | undefined;
}

const TYPINGS: ReadonlyMap<OpCode, Typing> = new Map(
  Object.entries(SUPPORTED_TYPES).map(([name, types]) => {
    const code = name as OpCode;
    return [code, { types, data: DATA_INPUT[code] ?? 0, weights: WEIGHTED.has(code) ? (WEIGHT_INPUT[code] ?? 1) : undefined }];
  }),
);

/** Why TFLM has no kernel for this operator on these types; undefined where it has one. */
export function unsupportedReason(op: DeployedOp, { tensors }: DeployedGraph): string | undefined {
  if (op.code === 'OPAQUE') {
    const { name } = op.options;
    return OTHER_KERNELS.has(name) ? undefined : `TFLM has no kernel for ${name}`;
  }
  const { types, data, weights } = TYPINGS.get(op.code)!;
  const type = tensors[op.inputs[data] ?? -1]?.type;
  if (type === undefined) return undefined;
  if (!types.includes(type)) return `TFLM has no ${type} kernel for ${op.code}`;
  return weights === undefined ? undefined : weightsReason(op.code, type, tensors[op.inputs[weights] ?? -1]?.type);
}

function weightsReason(code: OpCode, type: ElementType, weights: ElementType | undefined): string | undefined {
  if (weights === undefined || weights === type) return undefined;
  if (type === 'float32') return `${code} mixes float32 data with ${weights} weights: TFLM does not run hybrid models`;
  if (weights === 'int4' && !INT4_WEIGHTS.has(code)) return `TFLM has no kernel for ${code} with int4 weights`;
  return weights === 'int8' || weights === 'int4' ? undefined : `TFLM has no kernel for ${code} with ${type} data and ${weights} weights`;
}
