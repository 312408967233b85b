/** Which ONNX operators become which of ours. */
import { convertConv, convertConvTranspose } from './convert-conv.ts';
import { convertGemm, convertMatMul } from './convert-dense.ts';
import {
  convertBatchNorm,
  convertBinary,
  convertClip,
  convertDiv,
  convertHardSigmoid,
  convertNegative,
  convertPower,
  convertSoftmax,
  convertUnary,
  convertVariadic,
} from './convert-elementwise.ts';
import { convertAveragePool, convertGlobalPool, convertMaxPool, convertReduce } from './convert-pool.ts';
import { convertDequantize, convertQuantize } from './convert-quantized.ts';
import { convertRecurrent } from './convert-recurrent.ts';
import {
  convertConcat,
  convertDepthToSpace,
  convertFlatten,
  convertGather,
  convertPad,
  convertReshape,
  convertResize,
  convertSlice,
  convertSpaceToDepth,
  convertSplit,
  convertSqueeze,
  convertTranspose,
  convertUnsqueeze,
} from './convert-shape.ts';
import { AUTO_TYPE } from '../network-builder.ts';
import { isFlow, unsupported } from './importer.ts';
import { floatOf, flowAt, intOf, type Converter } from './site.ts';

const same: Converter = (site) => [flowAt(site, 0)];

const dropout: Converter = (site) => {
  const isTraining = isFlow(site.operands[2]) || (site.operands[2]?.values[0] ?? 0) !== 0;
  return isTraining ? unsupported('it drops values at run time') : same(site);
};

/** DataType numbers of the kinds of real numbers, and of integers. */
const REALS: ReadonlySet<number> = new Set([1, 10, 11, 16]);
const INTEGERS: ReadonlySet<number> = new Set([6, 7]);

/** From reals to reals and from integers to integers nothing happens here; a cast between them is no operation of ours. */
const cast: Converter = (site) => {
  const flow = flowAt(site, 0);
  const kinds = flow.type.type === AUTO_TYPE ? REALS : INTEGERS;
  return kinds.has(intOf(site, 'to', 0)) ? [flow] : unsupported(`it casts from ${flow.type.type} to type ${intOf(site, 'to', 0)}`);
};

export const CONVERTERS: Readonly<Record<string, Converter>> = {
  Conv: convertConv,
  ConvTranspose: convertConvTranspose,
  Gemm: convertGemm,
  MatMul: convertMatMul,
  BatchNormalization: convertBatchNorm,
  MaxPool: convertMaxPool,
  AveragePool: convertAveragePool,
  GlobalAveragePool: (site) => convertGlobalPool(site, 'global_avg_pool'),
  GlobalMaxPool: (site) => convertGlobalPool(site, 'global_max_pool'),
  ReduceMean: (site) => convertReduce(site, 'mean'),
  ReduceSum: (site) => convertReduce(site, 'sum'),
  ReduceMax: (site) => convertReduce(site, 'max'),
  Relu: (site) => convertUnary(site, 'relu'),
  LeakyRelu: (site) => convertUnary(site, 'leaky_relu', { alpha: floatOf(site, 'alpha', 0.01) }),
  HardSwish: (site) => convertUnary(site, 'hard_swish'),
  Sigmoid: (site) => convertUnary(site, 'sigmoid'),
  Tanh: (site) => convertUnary(site, 'tanh'),
  Softmax: convertSoftmax,
  HardSigmoid: convertHardSigmoid,
  Clip: convertClip,
  Add: (site) => convertBinary(site, 'add'),
  Sub: (site) => convertBinary(site, 'sub'),
  Mul: (site) => convertBinary(site, 'mul'),
  Div: convertDiv,
  Neg: convertNegative,
  Pow: convertPower,
  Sum: (site) => convertVariadic(site, 'add'),
  Min: (site) => convertVariadic(site, 'minimum'),
  Max: (site) => convertVariadic(site, 'maximum'),
  Concat: convertConcat,
  Split: convertSplit,
  Slice: convertSlice,
  Gather: convertGather,
  Pad: convertPad,
  Reshape: convertReshape,
  Flatten: convertFlatten,
  Squeeze: convertSqueeze,
  Unsqueeze: convertUnsqueeze,
  Transpose: convertTranspose,
  DepthToSpace: convertDepthToSpace,
  SpaceToDepth: convertSpaceToDepth,
  Resize: convertResize,
  LSTM: (site) => convertRecurrent(site, 'lstm'),
  GRU: (site) => convertRecurrent(site, 'gru'),
  QuantizeLinear: convertQuantize,
  DequantizeLinear: convertDequantize,
  Dropout: dropout,
  Identity: same,
  Cast: cast,
};

/** Operators unknown here that give each value one value: their boxes keep the order their input has. */
export const ELEMENTWISE: ReadonlySet<string> = new Set(
  'Abs Acos Acosh Asin Asinh Atan Atanh Celu Ceil Cos Cosh Elu Erf Exp Floor Gelu HardSigmoid Log Mish Neg Not Reciprocal Round Selu Shrink Sign Sin Sinh Softplus Softsign Sqrt Tan ThresholdedRelu'.split(
    ' ',
  ),
);
