/** Which kernel runs an operator: a total table over the operators, as TFLM 90b983c2 and CMSIS-NN 4ab83cc3 decide. */
import { unreachable } from '../../base/assert.ts';
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import type { ElementType } from '../../graph/tensor.ts';
import { sameShape } from '../../graph/tensor.ts';
import type { Counts, Flavour, Kernel, OpOf } from './kernel.ts';
import * as activation from './kernels/activation.ts';
import * as conv from './kernels/conv.ts';
import * as dense from './kernels/dense.ts';
import * as depthwise from './kernels/depthwise.ts';
import * as elementwise from './kernels/elementwise.ts';
import { convGeometry, inputShape, nhwc, outputShape } from './kernels/geometry.ts';
import * as movement from './kernels/movement.ts';
import * as pool from './kernels/pool.ts';
import * as recurrent from './kernels/recurrent.ts';
import * as softmax from './kernels/softmax.ts';
import { spareLoop } from './kernels/spare.ts';
import * as transposeConv from './kernels/transpose-conv.ts';

type Choose<C extends OpCode> = (op: OpOf<C>, graph: DeployedGraph, flavour: Flavour) => Kernel<C>;
type ByFlavour<K> = Readonly<Record<Flavour, K>>;

function inputType(op: DeployedOp, graph: DeployedGraph, i = 0): ElementType | undefined {
  return graph.tensors[op.inputs[i] ?? -1]?.type;
}

function outputType(op: DeployedOp, graph: DeployedGraph): ElementType | undefined {
  return graph.tensors[op.outputs[0] ?? -1]?.type;
}

const POINTWISE: ByFlavour<Kernel<'CONV_2D'>> = {
  reference: conv.convReference,
  scalar: conv.convPointwiseScalar,
  dsp: conv.convPointwiseDsp,
  mve: conv.convPointwiseMve,
};
const GENERAL: ByFlavour<Kernel<'CONV_2D'>> = {
  reference: conv.convReference,
  scalar: conv.convGeneralScalar,
  dsp: conv.convGeneralDsp,
  mve: conv.convGeneralMve,
};

const chooseConv: Choose<'CONV_2D'> = (op, graph, flavour) => {
  if (inputType(op, graph) !== 'int8' || flavour === 'reference') return conv.convReference;
  const filter = inputShape(op, graph, 1);
  const input = inputShape(op, graph, 0);
  const { dilationH, dilationW, strideW } = op.options;
  const grouped = nhwc(filter, 3) !== nhwc(input, 3);
  const height = nhwc(filter, 1);
  if (height === 1 && nhwc(filter, 2) === 1 && dilationH === 1 && dilationW === 1 && !grouped) return POINTWISE[flavour];
  const row = nhwc(input, 1) === 1 && height === 1 && dilationW === 1 && (strideW * nhwc(input, 3)) % 4 === 0;
  return row && flavour === 'mve' && !grouped ? conv.convRowMve : GENERAL[flavour];
};

const chooseDepthwise: Choose<'DEPTHWISE_CONV_2D'> = (op, graph, flavour) => {
  if (inputType(op, graph) !== 'int8' || flavour === 'reference') return depthwise.depthwiseReference;
  const g = convGeometry(op, graph);
  if (flavour === 'mve' && g.inputChannels === 1 && g.outputChannels > 1) return conv.depthwiseAsConvMve;
  const plain = g.batches === 1 && op.options.dilationH === 1 && op.options.dilationW === 1;
  if (!plain) return depthwise.depthwiseGeneric;
  const multiplier = g.outputChannels / g.inputChannels;
  if (multiplier !== 1) return multiplier % 4 === 0 ? depthwise.depthwiseMultiple4 : depthwise.depthwiseGeneric;
  if (flavour === 'mve') return depthwise.depthwiseOptMve;
  if (g.y.kernel === 3 && g.x.kernel === 3 && g.y.before <= 1 && g.x.before <= 1) return depthwise.depthwise3x3;
  return flavour === 'dsp' ? depthwise.depthwiseOptDsp : depthwise.depthwiseGeneric;
};

const DENSE: ByFlavour<Kernel<'FULLY_CONNECTED'>> = {
  reference: dense.denseReference,
  scalar: dense.denseScalar,
  dsp: dense.denseDsp,
  mve: dense.denseMve,
};
const DENSE_PER_CHANNEL: ByFlavour<Kernel<'FULLY_CONNECTED'>> = {
  reference: dense.denseReferencePerChannel,
  scalar: dense.denseScalarPerChannel,
  dsp: dense.denseDspPerChannel,
  mve: dense.denseMvePerChannel,
};
const DENSE_POINTWISE: ByFlavour<Kernel<'FULLY_CONNECTED'>> = {
  reference: dense.denseReference,
  scalar: dense.densePointwiseScalar,
  dsp: dense.densePointwiseDsp,
  mve: dense.densePointwiseMve,
};

const chooseDense: Choose<'FULLY_CONNECTED'> = (op, graph, flavour) => {
  if (inputType(op, graph) === 'float32') return dense.denseFloat;
  const weights = graph.tensors[op.inputs[1]!];
  const depth = weights?.shape[1] ?? 1;
  if (flavour !== 'reference' && outputShape(op, graph).length > 2 && depth % 4 === 0) return DENSE_POINTWISE[flavour];
  return ((weights?.scaleCount ?? 1) > 1 ? DENSE_PER_CHANNEL : DENSE)[flavour];
};

const MAX_POOL: ByFlavour<Kernel<'MAX_POOL_2D'>> = {
  reference: pool.maxPoolReference,
  scalar: pool.maxPoolByCell,
  dsp: pool.maxPoolByCell,
  mve: pool.maxPoolMve,
};
const AVERAGE_POOL: ByFlavour<Kernel<'AVERAGE_POOL_2D'>> = {
  reference: pool.averagePoolReference,
  scalar: pool.averagePoolScalar,
  dsp: pool.averagePoolByCell,
  mve: pool.averagePoolMve,
};

type ElementwiseKernels = ByFlavour<Kernel<elementwise.ElementwiseCode>>;

function elementwiseKernels(name: string, widths: Readonly<Record<'scalar' | 'dsp' | 'mve', 1 | 4 | 16>>): ElementwiseKernels {
  return {
    reference: elementwise.elementwiseReference(`${name} reference`),
    scalar: elementwise.elementwiseFast(`${name} scalar`, widths.scalar),
    dsp: elementwise.elementwiseFast(`${name} dsp`, widths.dsp),
    mve: elementwise.elementwiseFast(`${name} mve`, widths.mve),
  };
}

const ADD = elementwiseKernels('add', { scalar: 1, dsp: 4, mve: 16 });
const MUL = elementwiseKernels('mul', { scalar: 1, dsp: 4, mve: 16 });
const MINMAX = elementwiseKernels('min max', { scalar: 1, dsp: 1, mve: 16 });
const SUB = elementwise.elementwiseReference('sub');
const ADD_BROADCAST = elementwise.elementwiseBroadcast('add broadcast');
const MUL_BROADCAST = elementwise.elementwiseBroadcast('mul broadcast');
const MINMAX_BROADCAST_REFERENCE = elementwise.elementwiseRows('min max broadcast reference');
const MINMAX_BROADCAST = elementwise.elementwiseRows('min max broadcast');

function chooseElementwise(op: OpOf<elementwise.ElementwiseCode>, graph: DeployedGraph, flavour: Flavour) {
  const same = sameShape(inputShape(op, graph, 0), inputShape(op, graph, 1));
  switch (op.code) {
    case 'ADD':
      return same ? ADD[flavour] : ADD_BROADCAST;
    case 'SUB':
      return same ? SUB : ADD_BROADCAST;
    case 'MUL':
      return same ? MUL[flavour] : MUL_BROADCAST;
    case 'MINIMUM':
    case 'MAXIMUM':
      if (same) return MINMAX[flavour];
      return flavour === 'reference' ? MINMAX_BROADCAST_REFERENCE : MINMAX_BROADCAST;
    default:
      return unreachable(op);
  }
}

const RELU = activation.signedLoop('relu');
const RELU6 = activation.signedLoop('relu6');
const LEAKY_RELU = activation.signedLoop('leaky relu');
const LOGISTIC = activation.saturatingLoop('logistic');
const TANH = activation.saturatingLoop('tanh');
const QUANTIZE_FLOAT = activation.plainLoop('quantize float');
const REQUANTIZE = activation.signedLoop('requantize');
const REQUANTIZE_WIDE = activation.plainLoop('requantize int16');
const SOFTMAX_INT8: ByFlavour<Kernel<'SOFTMAX'>> = {
  reference: softmax.softmaxInt8('softmax reference'),
  scalar: softmax.softmaxInt8('softmax cmsis'),
  dsp: softmax.softmaxInt8('softmax cmsis'),
  mve: softmax.softmaxInt8('softmax cmsis'),
};
const SOFTMAX_WIDE_OUTPUT = softmax.softmaxInt8('softmax int8 to int16');
const SOFTMAX_INT16 = softmax.softmaxPlain('softmax int16');
const SOFTMAX_FLOAT = softmax.softmaxPlain('softmax float');

const chooseQuantize: Choose<'QUANTIZE'> = (op, graph) => {
  if (inputType(op, graph) === 'float32') return QUANTIZE_FLOAT;
  return inputType(op, graph) === 'int8' && outputType(op, graph) === 'int8' ? REQUANTIZE : REQUANTIZE_WIDE;
};

const chooseSoftmax: Choose<'SOFTMAX'> = (op, graph, flavour) => {
  const type = inputType(op, graph);
  if (type === 'int8') return outputType(op, graph) === 'int16' ? SOFTMAX_WIDE_OUTPUT : SOFTMAX_INT8[flavour];
  return type === 'int16' ? SOFTMAX_INT16 : SOFTMAX_FLOAT;
};

const TRANSPOSE_CONV: ByFlavour<Kernel<'TRANSPOSE_CONV'>> = {
  reference: transposeConv.transposeConvReference,
  scalar: transposeConv.transposeConvScalar,
  dsp: transposeConv.transposeConvDsp,
  mve: transposeConv.transposeConvMve,
};
const TRANSPOSE_CONV_REVERSED: ByFlavour<Kernel<'TRANSPOSE_CONV'>> = {
  reference: transposeConv.transposeConvReference,
  scalar: transposeConv.transposeConvReversedScalar,
  dsp: transposeConv.transposeConvReversedDsp,
  mve: transposeConv.transposeConvReversedMve,
};

const chooseTransposeConv: Choose<'TRANSPOSE_CONV'> = (op, graph, flavour) => {
  const reversed = nhwc(inputShape(op, graph, 2), 3) > 16 && op.options.strideH <= 2 && op.options.strideW <= 2;
  return (reversed ? TRANSPOSE_CONV_REVERSED : TRANSPOSE_CONV)[flavour];
};

const SVDF: ByFlavour<readonly [Kernel<'SVDF'>, Kernel<'SVDF'>]> = {
  reference: [recurrent.svdfReference, recurrent.svdfReferenceState8],
  scalar: [recurrent.svdfScalar, recurrent.svdfScalarState8],
  dsp: [recurrent.svdfDsp, recurrent.svdfDspState8],
  mve: [recurrent.svdfMve, recurrent.svdfMveState8],
};
const LSTM: ByFlavour<Kernel<'UNIDIRECTIONAL_SEQUENCE_LSTM'>> = {
  reference: recurrent.lstmReference,
  scalar: recurrent.lstmScalar,
  dsp: recurrent.lstmDsp,
  mve: recurrent.lstmMve,
};

const KERNELS: { readonly [C in OpCode]: Choose<C> } = {
  CONV_2D: chooseConv,
  DEPTHWISE_CONV_2D: chooseDepthwise,
  TRANSPOSE_CONV: chooseTransposeConv,
  FULLY_CONNECTED: chooseDense,
  MAX_POOL_2D: (_op, _graph, flavour) => MAX_POOL[flavour],
  AVERAGE_POOL_2D: (_op, _graph, flavour) => AVERAGE_POOL[flavour],
  ADD: chooseElementwise,
  SUB: chooseElementwise,
  MUL: chooseElementwise,
  MINIMUM: chooseElementwise,
  MAXIMUM: chooseElementwise,
  CONCATENATION: () => movement.concatenationCopy,
  PAD: (_op, _graph, flavour) => (flavour === 'reference' ? movement.padReference : movement.padByRun),
  PADV2: (_op, _graph, flavour) => (flavour === 'reference' ? movement.padReference : movement.padByRun),
  RESHAPE: () => movement.reshapeCopy,
  SQUEEZE: () => movement.reshapeCopy,
  EXPAND_DIMS: () => movement.reshapeCopy,
  MEAN: () => movement.meanLoop,
  SOFTMAX: chooseSoftmax,
  LOGISTIC: () => LOGISTIC,
  TANH: () => TANH,
  RELU: () => RELU,
  RELU6: () => RELU6,
  LEAKY_RELU: () => LEAKY_RELU,
  HARD_SWISH: () => activation.hardSwishLoop,
  RESIZE_NEAREST_NEIGHBOR: () => movement.resizeNearestCopy,
  RESIZE_BILINEAR: () => spareLoop,
  DEPTH_TO_SPACE: () => spareLoop,
  SPACE_TO_DEPTH: () => spareLoop,
  TRANSPOSE: (_op, _graph, flavour) => (flavour === 'reference' ? movement.transposeReference : movement.transposeFast),
  STRIDED_SLICE: () => movement.sliceLoop,
  SLICE: () => movement.sliceLoop,
  SPLIT: () => movement.splitCopy,
  UNIDIRECTIONAL_SEQUENCE_LSTM: (_op, _graph, flavour) => LSTM[flavour],
  SVDF: (op, graph, flavour) => SVDF[flavour][inputType(op, graph, 4) === 'int8' ? 1 : 0],
  GATHER: () => spareLoop,
  EMBEDDING_LOOKUP: () => spareLoop,
  QUANTIZE: chooseQuantize,
  DEQUANTIZE: () => activation.dequantizeLoop,
  OPAQUE: () => spareLoop,
};

/** The kernel that runs `op` where kernels are compiled as `flavour` says; `counts` is filled with how often its loop bodies run. */
export function countKernel(op: DeployedOp, graph: DeployedGraph, flavour: Flavour, counts: Counts): Kernel<OpCode> {
  const choose = KERNELS[op.code] as Choose<OpCode>;
  const kernel = choose(op, graph, flavour);
  counts.clear();
  kernel.count(op, graph, counts);
  return kernel;
}
