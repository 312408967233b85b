/**
 * The part of TensorFlow Lite's schema (version 3) that files are read and written with, as data: a field's slot is its place in the
 * table's declaration, a builtin operator's number its place in `BUILTIN_NAMES`. Source: schema.fbs of TensorFlow 2.20.
 */
import type { Activation, Padding } from '../../graph/deployed.ts';
import type { ElementType } from '../../graph/tensor.ts';

/** Four characters at byte 4 of every file. */
export const FILE_IDENTIFIER = 'TFL3';
export const SCHEMA_VERSION = 3;
/** Metadata entry with fixed arena offsets: int32 version, subgraph, count, then one offset a tensor (-1: planned on the chip). */
export const OFFLINE_ALLOCATION = 'OfflineMemoryAllocation';

/** Slots of the tables, by name. A union takes two slots: its type, then its value. */
export const SLOTS = {
  model: { version: 0, operatorCodes: 1, subgraphs: 2, description: 3, buffers: 4, metadata: 6, signatures: 7 },
  operatorCode: { deprecatedBuiltin: 0, customCode: 1, version: 2, builtin: 3 },
  subgraph: { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 },
  tensor: { shape: 0, type: 1, buffer: 2, name: 3, quantization: 4, isVariable: 5, sparsity: 6, shapeSignature: 7 },
  quantization: { min: 0, max: 1, scale: 2, zeroPoint: 3, dimension: 6 },
  operator: { opcode: 0, inputs: 1, outputs: 2, optionsType: 3, options: 4, customOptions: 5, intermediates: 8, options2Type: 11 },
  buffer: { data: 0, offset: 1, size: 2 },
  metadata: { name: 0, buffer: 1 },
  signature: { inputs: 0, outputs: 1, key: 2, subgraph: 4 },
  tensorMap: { name: 0, tensor: 1 },
} as const;

/** Tensor types by schema number; undefined where Tinyscape has no such type (11 COMPLEX128, 18 BFLOAT16). */
export const TENSOR_TYPES: readonly (ElementType | undefined)[] = [
  'float32',
  'float16',
  'int32',
  'uint8',
  'int64',
  'string',
  'bool',
  'int16',
  'complex64',
  'int8',
  'float64',
  undefined,
  'uint64',
  'resource',
  'variant',
  'uint32',
  'uint16',
  'int4',
];

/** Schema number of each type. */
export const TENSOR_TYPE_NUMBER = Object.fromEntries(
  TENSOR_TYPES.flatMap((type, number) => (type === undefined ? [] : [[type, number]])),
) as Readonly<Record<ElementType, number>>;

export const PADDINGS: readonly Padding[] = ['SAME', 'VALID'];
export const ACTIVATIONS: readonly Activation[] = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'];

/** Builtin operator names in the order of their numbers, from 0. 127 marks files whose number is in the wider field only. */
const BUILTIN_NAMES: readonly string[] = `
ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE EMBEDDING_LOOKUP FLOOR FULLY_CONNECTED
HASHTABLE_LOOKUP L2_NORMALIZATION L2_POOL_2D LOCAL_RESPONSE_NORMALIZATION LOGISTIC LSH_PROJECTION LSTM MAX_POOL_2D MUL RELU
RELU_N1_TO_1 RELU6 RESHAPE RESIZE_BILINEAR RNN SOFTMAX SPACE_TO_DEPTH SVDF TANH CONCAT_EMBEDDINGS
SKIP_GRAM CALL CUSTOM EMBEDDING_LOOKUP_SPARSE PAD UNIDIRECTIONAL_SEQUENCE_RNN GATHER BATCH_TO_SPACE_ND SPACE_TO_BATCH_ND TRANSPOSE
MEAN SUB DIV SQUEEZE UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE BIDIRECTIONAL_SEQUENCE_RNN EXP TOPK_V2 SPLIT
LOG_SOFTMAX DELEGATE BIDIRECTIONAL_SEQUENCE_LSTM CAST PRELU MAXIMUM ARG_MAX MINIMUM LESS NEG
PADV2 GREATER GREATER_EQUAL LESS_EQUAL SELECT SLICE SIN TRANSPOSE_CONV SPARSE_TO_DENSE TILE
EXPAND_DIMS EQUAL NOT_EQUAL LOG SUM SQRT RSQRT SHAPE POW ARG_MIN
FAKE_QUANT REDUCE_PROD REDUCE_MAX PACK LOGICAL_OR ONE_HOT LOGICAL_AND LOGICAL_NOT UNPACK REDUCE_MIN
FLOOR_DIV REDUCE_ANY SQUARE ZEROS_LIKE FILL FLOOR_MOD RANGE RESIZE_NEAREST_NEIGHBOR LEAKY_RELU SQUARED_DIFFERENCE
MIRROR_PAD ABS SPLIT_V UNIQUE CEIL REVERSE_V2 ADD_N GATHER_ND COS WHERE
RANK ELU REVERSE_SEQUENCE MATRIX_DIAG QUANTIZE MATRIX_SET_DIAG ROUND HARD_SWISH IF WHILE
NON_MAX_SUPPRESSION_V4 NON_MAX_SUPPRESSION_V5 SCATTER_ND SELECT_V2 DENSIFY SEGMENT_SUM BATCH_MATMUL PLACEHOLDER CUMSUM CALL_ONCE
BROADCAST_TO RFFT2D CONV_3D IMAG REAL COMPLEX_ABS HASHTABLE HASHTABLE_FIND HASHTABLE_IMPORT HASHTABLE_SIZE
REDUCE_ALL CONV_3D_TRANSPOSE VAR_HANDLE READ_VARIABLE ASSIGN_VARIABLE BROADCAST_ARGS RANDOM_STANDARD_NORMAL BUCKETIZE RANDOM_UNIFORM
MULTINOMIAL GELU DYNAMIC_UPDATE_SLICE RELU_0_TO_1 UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_SUM ATAN2
UNSORTED_SEGMENT_MIN SIGN BITCAST BITWISE_XOR RIGHT_SHIFT`
  .trim()
  .split(/\s+/);

/** Number of the CUSTOM operator, whose name is in the file. */
export const CUSTOM = 32;

/** The number a builtin name has, or undefined when the schema does not know it. */
export function builtinNumber(name: string): number | undefined {
  const number = BUILTIN_NAMES.indexOf(name);
  return number < 0 ? undefined : number;
}

/** The builtin's name; numbers above the list (StableHLO and later) are named by number. */
export function builtinName(number: number): string {
  return BUILTIN_NAMES[number] ?? `BUILTIN_${number}`;
}
