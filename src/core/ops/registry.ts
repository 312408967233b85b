/** All operations, by kind. */
import type { GraphNode, NodeId } from '../graph/graph.ts';
import { add } from './add.ts';
import { avgPool1d } from './avg_pool1d.ts';
import { avgPool2d } from './avg_pool2d.ts';
import { batchNorm } from './batch_norm.ts';
import { concat } from './concat.ts';
import { constant } from './constant.ts';
import { conv1d } from './conv1d.ts';
import { conv2d } from './conv2d.ts';
import { convTranspose2d } from './conv_transpose2d.ts';
import { dense } from './dense.ts';
import { depthToSpace } from './depth_to_space.ts';
import { depthwiseConv1d } from './depthwise_conv1d.ts';
import { depthwiseConv2d } from './depthwise_conv2d.ts';
import { dequantize } from './dequantize.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import { expandDims } from './expand_dims.ts';
import { flatten } from './flatten.ts';
import { globalAvgPool } from './global_avg_pool.ts';
import { globalMaxPool } from './global_max_pool.ts';
import { gru } from './gru.ts';
import { hardSwish } from './hard_swish.ts';
import { input } from './input.ts';
import { leakyRelu } from './leaky_relu.ts';
import { lstm } from './lstm.ts';
import { maxPool1d } from './max_pool1d.ts';
import { maxPool2d } from './max_pool2d.ts';
import { maximum } from './maximum.ts';
import { mean } from './mean.ts';
import { minimum } from './minimum.ts';
import { mul } from './mul.ts';
import type { OpSpec } from './op.ts';
import { opaque } from './opaque.ts';
import { pad } from './pad.ts';
import { quantize } from './quantize.ts';
import { relu } from './relu.ts';
import { relu6 } from './relu6.ts';
import { reshape } from './reshape.ts';
import { sigmoid } from './sigmoid.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { spaceToDepth } from './space_to_depth.ts';
import { split } from './split.ts';
import { squeeze } from './squeeze.ts';
import { stridedSlice } from './strided_slice.ts';
import { sub } from './sub.ts';
import { svdf } from './svdf.ts';
import { tanh } from './tanh.ts';
import { transpose } from './transpose.ts';
import { upsample } from './upsample.ts';

const TABLE = {
  input,
  conv2d,
  conv1d,
  conv_transpose2d: convTranspose2d,
  depthwise_conv2d: depthwiseConv2d,
  depthwise_conv1d: depthwiseConv1d,
  dense,
  embedding,
  max_pool2d: maxPool2d,
  avg_pool2d: avgPool2d,
  max_pool1d: maxPool1d,
  avg_pool1d: avgPool1d,
  global_avg_pool: globalAvgPool,
  global_max_pool: globalMaxPool,
  mean,
  add,
  concat,
  mul,
  sub,
  minimum,
  maximum,
  relu,
  relu6,
  leaky_relu: leakyRelu,
  hard_swish: hardSwish,
  sigmoid,
  tanh,
  softmax,
  lstm,
  gru,
  svdf,
  flatten,
  reshape,
  pad,
  upsample,
  slice,
  strided_slice: stridedSlice,
  split,
  transpose,
  depth_to_space: depthToSpace,
  space_to_depth: spaceToDepth,
  squeeze,
  expand_dims: expandDims,
  batch_norm: batchNorm,
  dropout,
  quantize,
  dequantize,
  constant,
  opaque,
} as const;

export type OpKind = keyof typeof TABLE;

/** Every operation; the order is the palette's inside each group. */
export const OPS: Readonly<Record<OpKind, OpSpec>> = TABLE;

const BY_KIND: ReadonlyMap<string, OpSpec> = new Map(Object.entries(TABLE));
const WORDS: ReadonlyMap<string, string> = new Map(Object.keys(TABLE).map((kind) => [kind, kind.replaceAll('_', ' ')]));

/** The node's operation; undefined for a kind this version does not know. */
export function opOf(node: GraphNode): OpSpec | undefined {
  return BY_KIND.get(node.op);
}

export function isOpKind(kind: string): kind is OpKind {
  return BY_KIND.has(kind);
}

/** What an unnamed node is called: its kind and the number in its id, "conv2d 3". Stable under every edit. */
export function autoName(node: GraphNode): string {
  return `${WORDS.get(node.op) ?? node.op} ${node.id}`;
}

/** The user's name for the node, or the automatic one. */
export function displayName(node: GraphNode): string {
  return node.name === '' ? autoName(node) : node.name;
}

/** A node of the kind with every parameter at its default and nothing connected. */
export function defaultNode(kind: OpKind, id: NodeId): GraphNode {
  return {
    id,
    op: kind,
    name: '',
    params: {},
    inputs: OPS[kind].arity.min === 0 ? [] : new Array<undefined>(OPS[kind].arity.min).fill(undefined),
  };
}
