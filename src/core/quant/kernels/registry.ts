/** The kernel of every operator. The table is total: an operator without an entry does not compile. */
import type { OpCode } from '../../graph/deployed.ts';
import { maximum, minimum, product, sum } from './arithmetic.ts';
import { concatenation } from './concatenation.ts';
import { conv2d } from './conv-2d.ts';
import { depthToSpace, spaceToDepth } from './depth-to-space.ts';
import { depthwiseConv2d } from './depthwise-conv-2d.ts';
import { fullyConnected } from './fully-connected.ts';
import { embeddingLookup, gather } from './gather.ts';
import type { Kernel, Prepare, Site } from './kernel.ts';
import { refuse } from './kernel.ts';
import { lstm } from './lstm.ts';
import { mean } from './mean.ts';
import { pad } from './pad.ts';
import { averagePool, maxPool } from './pool.ts';
import { dequantize, quantize } from './quantize.ts';
import { hardSwish, leakyRelu, relu, relu6 } from './relu.ts';
import { reshape } from './reshape.ts';
import { resizeBilinear, resizeNearest } from './resize.ts';
import { logistic, tanh } from './sigmoid.ts';
import { slice, stridedSlice } from './slice.ts';
import { softmax } from './softmax.ts';
import { split } from './split.ts';
import { svdf } from './svdf.ts';
import { transposeConv } from './transpose-conv.ts';
import { transpose } from './transpose.ts';

export type Kernels = { readonly [C in OpCode]: Prepare<C> };

export const CLEAR_KERNELS: Kernels = {
  CONV_2D: conv2d,
  DEPTHWISE_CONV_2D: depthwiseConv2d,
  TRANSPOSE_CONV: transposeConv,
  FULLY_CONNECTED: fullyConnected,
  MAX_POOL_2D: maxPool,
  AVERAGE_POOL_2D: averagePool,
  ADD: sum,
  SUB: sum,
  MUL: product,
  MINIMUM: minimum,
  MAXIMUM: maximum,
  CONCATENATION: concatenation,
  PAD: pad,
  PADV2: pad,
  RESHAPE: reshape,
  SQUEEZE: reshape,
  EXPAND_DIMS: reshape,
  MEAN: mean,
  SOFTMAX: softmax,
  LOGISTIC: logistic,
  TANH: tanh,
  RELU: relu,
  RELU6: relu6,
  LEAKY_RELU: leakyRelu,
  HARD_SWISH: hardSwish,
  RESIZE_NEAREST_NEIGHBOR: resizeNearest,
  RESIZE_BILINEAR: resizeBilinear,
  DEPTH_TO_SPACE: depthToSpace,
  SPACE_TO_DEPTH: spaceToDepth,
  TRANSPOSE: transpose,
  STRIDED_SLICE: stridedSlice,
  SLICE: slice,
  SPLIT: split,
  UNIDIRECTIONAL_SEQUENCE_LSTM: lstm,
  SVDF: svdf,
  GATHER: gather,
  EMBEDDING_LOOKUP: embeddingLookup,
  QUANTIZE: quantize,
  DEQUANTIZE: dequantize,
  OPAQUE: () => refuse('is not an operator that can be run here'),
};

/** Prepares any operator with its own entry of a table. */
export function prepareWith(kernels: Kernels, site: Site): Kernel {
  return (kernels[site.code] as (site: Site) => Kernel)(site);
}
