/** How each deployed operator is written as ONNX. */
import type { DeployedOp } from '../../graph/deployed.ts';
import { emitConv, emitPool, emitTransposeConv } from './emit-window.ts';
import { emitDense } from './emit-dense.ts';
import { emitBinary, emitDequantize, emitQuantize, emitSoftmax, emitUnary } from './emit-elementwise.ts';
import { emitLstm } from './emit-lstm.ts';
import { emitMean } from './emit-mean.ts';
import {
  emitBlocks,
  emitConcat,
  emitGather,
  emitPad,
  emitReshape,
  emitResize,
  emitSlice,
  emitSplit,
  emitStridedSlice,
  emitTranspose,
} from './emit-moves.ts';
import type { Exporter } from './exporter.ts';
import { unsupported } from './importer.ts';

type Emit<C extends DeployedOp['code']> = (exporter: Exporter, op: Extract<DeployedOp, { code: C }>) => void;

const EMITTERS: { readonly [C in DeployedOp['code']]: Emit<C> } = {
  ADD: emitBinary,
  AVERAGE_POOL_2D: emitPool,
  CONCATENATION: emitConcat,
  CONV_2D: emitConv,
  DEPTHWISE_CONV_2D: emitConv,
  DEPTH_TO_SPACE: emitBlocks,
  DEQUANTIZE: emitDequantize,
  EMBEDDING_LOOKUP: emitGather,
  EXPAND_DIMS: emitReshape,
  FULLY_CONNECTED: emitDense,
  GATHER: emitGather,
  HARD_SWISH: emitUnary,
  LEAKY_RELU: emitUnary,
  LOGISTIC: emitUnary,
  MAXIMUM: emitBinary,
  MAX_POOL_2D: emitPool,
  MEAN: emitMean,
  MINIMUM: emitBinary,
  MUL: emitBinary,
  OPAQUE: (_, op) => unsupported(`ONNX has no ${op.options.name}`),
  PAD: emitPad,
  PADV2: emitPad,
  QUANTIZE: emitQuantize,
  RELU: emitUnary,
  RELU6: emitUnary,
  RESHAPE: emitReshape,
  RESIZE_BILINEAR: emitResize,
  RESIZE_NEAREST_NEIGHBOR: emitResize,
  SLICE: emitSlice,
  SOFTMAX: emitSoftmax,
  SPACE_TO_DEPTH: emitBlocks,
  SPLIT: emitSplit,
  SQUEEZE: emitReshape,
  STRIDED_SLICE: emitStridedSlice,
  SUB: emitBinary,
  SVDF: () => unsupported('ONNX has no operator that keeps what went before from run to run'),
  TANH: emitUnary,
  TRANSPOSE: emitTranspose,
  TRANSPOSE_CONV: emitTransposeConv,
  UNIDIRECTIONAL_SEQUENCE_LSTM: emitLstm,
};

export function emit(exporter: Exporter, op: DeployedOp): void {
  (EMITTERS[op.code] as Emit<DeployedOp['code']>)(exporter, op);
}
