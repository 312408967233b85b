/** Which version of an operator a file must ask for. Source: lite/tools/versioning/op_version.cc of TensorFlow 2.20, for the operators we write. */
import type { DeployedOp, DeployedTensor, OpCode } from '../../graph/deployed.ts';
import type { ElementType } from '../../graph/tensor.ts';

/** Version by the type of the deciding input; 1 for any other type. */
type ByType = Readonly<Partial<Record<ElementType, number>>>;

const INT8: ByType = { int8: 2 };
const INTEGERS: ByType = { int8: 2, int16: 3 };

const BY_TYPE: Readonly<Partial<Record<OpCode, ByType>>> = {
  MAX_POOL_2D: INTEGERS,
  AVERAGE_POOL_2D: INTEGERS,
  TANH: INTEGERS,
  LOGISTIC: INTEGERS,
  SOFTMAX: INTEGERS,
  MEAN: INTEGERS,
  RELU6: INTEGERS,
  RELU: { int8: 2, uint8: 2, int16: 3 },
  PAD: INTEGERS,
  PADV2: INTEGERS,
  CONCATENATION: { int8: 2, int16: 3, uint32: 4 },
  MINIMUM: { int8: 2, int16: 4 },
  MAXIMUM: { int8: 2, int16: 4 },
  ADD: { int8: 2, int16: 3, int64: 4 },
  SUB: { int8: 2, int16: 5, int64: 4 },
  MUL: { int8: 2, int16: 4, int64: 5, complex64: 6, uint32: 7 },
  LEAKY_RELU: { int16: 2 },
  SPLIT: { int8: 2, int32: 3, int16: 4 },
  SLICE: { int8: 2, string: 3, int16: 4, uint32: 6 },
  STRIDED_SLICE: { int8: 2, bool: 3, string: 5, uint32: 7 },
  TRANSPOSE: { int8: 2, bool: 3, int16: 5 },
  TRANSPOSE_CONV: INT8,
  RESIZE_BILINEAR: { int8: 2, int16: 4 },
  RESIZE_NEAREST_NEIGHBOR: { int8: 2, int16: 4 },
  SPACE_TO_DEPTH: INT8,
  DEPTH_TO_SPACE: INT8,
  GATHER: { int8: 2, bool: 3, int16: 4, int4: 7 },
  DEQUANTIZE: { int8: 2, int16: 3, float16: 3, int4: 6 },
  SVDF: { int8: 3 },
  SQUEEZE: { string: 2 },
  CONV_2D: { int8: 3, int16: 4 },
  DEPTHWISE_CONV_2D: { int8: 3, int16: 5 },
  FULLY_CONNECTED: { int8: 4, int16: 7 },
  UNIDIRECTIONAL_SEQUENCE_LSTM: { int16: 5 },
};

/** Which input's type decides, where it is not the first. */
const DECIDING: Readonly<Partial<Record<OpCode, number>>> = { SPLIT: 1, TRANSPOSE_CONV: 1 };

/** The least version whose kernel runs the operator as it stands. */
export function operatorVersion(op: DeployedOp, tensors: readonly DeployedTensor[]): number {
  if (op.code === 'OPAQUE') return op.options.version;
  const base = BY_TYPE[op.code]?.[inputType(op, DECIDING[op.code] ?? 0, tensors) ?? 'variant'] ?? 1;
  return special(op, tensors, base);
}

function inputType(op: DeployedOp, input: number, tensors: readonly DeployedTensor[]): ElementType | undefined {
  return tensors[op.inputs[input] ?? -1]?.type;
}

/** Versions that depend on more than one type. */
function special(op: DeployedOp, tensors: readonly DeployedTensor[], base: number): number {
  switch (op.code) {
    case 'CONV_2D':
    case 'DEPTHWISE_CONV_2D':
    case 'FULLY_CONNECTED':
      return weighted(op, tensors, base);
    case 'ADD':
    case 'SUB':
      return op.options.potScaleInt16 === true ? 1 : base;
    case 'TRANSPOSE_CONV':
      return op.options.activation !== 'NONE' ? 4 : op.inputs.length === 4 && op.inputs[3] !== -1 ? 3 : base;
    case 'RESIZE_BILINEAR':
      return op.options.halfPixelCenters ? Math.max(base, 3) : base;
    case 'RESIZE_NEAREST_NEIGHBOR':
      return op.options.halfPixelCenters || op.options.alignCorners ? Math.max(base, 3) : base;
    case 'STRIDED_SLICE':
      return op.options.ellipsisMask !== 0 || op.options.newAxisMask !== 0 ? Math.max(base, 6) : base;
    case 'GATHER':
      return op.options.batchDims !== 0 ? Math.max(base, 5) : base;
    case 'QUANTIZE':
      return tensors[op.outputs[0] ?? -1]?.type === 'int16' ? 2 : 1;
    case 'SVDF':
      return isHybrid(op, 1, tensors) ? (op.options.asymmetricQuantizeInputs ? 4 : 2) : base;
    case 'UNIDIRECTIONAL_SEQUENCE_LSTM':
      return isHybrid(op, 2, tensors) ? (op.options.asymmetricQuantizeInputs ? 3 : 2) : base;
    default:
      return base;
  }
}

type Weighted = Extract<DeployedOp, { code: 'CONV_2D' | 'DEPTHWISE_CONV_2D' | 'FULLY_CONNECTED' }>;

/** Version of [hybrid per tensor, hybrid per channel, int4 weights]. */
const WEIGHTED = { CONV_2D: [2, 5, 7], DEPTHWISE_CONV_2D: [4, 6, 7], FULLY_CONNECTED: [3, 12, 10] } as const;

function weighted(op: Weighted, tensors: readonly DeployedTensor[], base: number): number {
  const weights = tensors[op.inputs[1] ?? -1];
  const [perTensor, perChannel, int4] = WEIGHTED[op.code];
  if (isHybrid(op, 1, tensors)) return (weights?.scaleCount ?? 0) > 1 ? perChannel : perTensor;
  if (weights?.type === 'int4') return int4;
  if (op.code === 'FULLY_CONNECTED') return op.inputs.length === 2 ? Math.max(base, 6) : op.options.keepNumDims ? Math.max(base, 5) : base;
  if (op.code === 'DEPTHWISE_CONV_2D' && (op.options.dilationH !== 1 || op.options.dilationW !== 1)) return Math.max(base, 2);
  return base;
}

/** Float activations with int8 weights. */
function isHybrid(op: DeployedOp, weights: number, tensors: readonly DeployedTensor[]): boolean {
  return inputType(op, 0, tensors) === 'float32' && inputType(op, weights, tensors) === 'int8';
}
