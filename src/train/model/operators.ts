/** How each deployed operator is computed while training: a total table, with what is not trained said in words. */
import * as tf from '@tensorflow/tfjs-core';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { DeployedOp, OpCode } from '../../core/graph/deployed.ts';
import type { Shape } from '../../core/graph/tensor.ts';
import { MAX_UNROLLED_STEPS } from '../../core/ops/gru.ts';
import { clamped } from '../ops/clamped.ts';
import { globalMean } from '../ops/global-mean.ts';
import { activate } from './activate.ts';
import { convolution, dense, depthwise, trained, transposed } from './layers.ts';
import { lstm, svdf } from './recurrent-layers.ts';
import type { Norm, Run, Site, Step } from './step.ts';

type OpOf<C extends OpCode> = Extract<DeployedOp, { readonly code: C }>;
type Build<C extends OpCode> = (site: Site, op: OpOf<C>) => Step;
type Builders = { readonly [C in OpCode]: Build<C> | string };

const input = (run: Run, { op }: Site, i = 0): tf.Tensor => run.values[op.inputs[i]!]!;

/** The shape of an output for the batch at hand: its first dimension counts samples. */
function batched(site: Site, run: Run, output = 0): number[] {
  const { shape } = site.graph.tensors[site.op.outputs[output]!]!;
  const from = input(run, site, site.op.code === 'SPLIT' ? 1 : 0);
  return [from.shape[0], ...shape.slice(1)];
}

const shapeOf = ({ graph, op }: Site, i: number): Shape => graph.tensors[op.inputs[i] ?? -1]?.shape ?? [];
const unary =
  (compute: (x: tf.Tensor) => tf.Tensor) =>
  (site: Site): Step =>
  (run) => [compute(input(run, site))];
const reshaped = (site: Site): Step => {
  return (run) => [tf.reshape(input(run, site), batched(site, run))];
};

/** An operand of an elementwise operator: a value, or what weights make. */
function operand(run: Run, site: Site, i: number): tf.Tensor {
  return site.constant(i)?.() ?? input(run, site, i);
}

type Pairwise = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
const pairwise =
  (compute: Pairwise) =>
  (site: Site, op: DeployedOp): Step => {
    const activation = 'activation' in op.options ? op.options.activation : 'NONE';
    return (run) => [activate(compute(operand(run, site, 0), operand(run, site, 1)), activation)];
  };

/** A batch norm on its own, deployed as MUL and ADD: the first does all, the second only what is fused behind it. */
function alone(site: Site, norm: Norm): Step {
  return (run) => {
    const x = input(run, site);
    if (run.mode === 'train') return [trained(x, norm, 'NONE')];
    const factor = tf.mul(norm.gamma.variable, tf.rsqrt(tf.add(norm.variance.variable, norm.epsilon)));
    return [tf.add(tf.mul(tf.sub(x, norm.mean.variable), factor), norm.beta.variable)];
  };
}

/** Ranges of a slice, the batch left whole. */
function sliced(site: Site, begins: readonly number[], sizes: readonly number[]): Step {
  return (run) => {
    const x = input(run, site);
    const cut = tf.slice(x, [0, ...begins.slice(1)], [x.shape[0], ...sizes.slice(1)]);
    return [tf.reshape(cut, batched(site, run))];
  };
}

function stridedSlice(site: Site, { options }: OpOf<'STRIDED_SLICE'>): Step {
  const shape = shapeOf(site, 0);
  const [begins, ends, strides] = [1, 2, 3].map((i) => site.integers(i)) as [readonly number[], readonly number[], readonly number[]];
  const fromFront = (value: number, size: number): number => (value < 0 ? value + size : value);
  const first = begins.map((value, d) => ((options.beginMask >> d) & 1 ? 0 : fromFront(value, shape[d]!)));
  const shrinks = (d: number): boolean => ((options.shrinkAxisMask >> d) & 1) === 1;
  const last = ends.map((value, d) => (shrinks(d) ? first[d]! + 1 : (options.endMask >> d) & 1 ? shape[d]! : fromFront(value, shape[d]!)));
  const cut = sliced(
    site,
    first,
    last.map((end, d) => end - first[d]!),
  );
  if (strides.every((stride) => stride === 1)) return cut;
  const places = strides.map((stride, d) => everyNth(first[d]!, last[d]!, stride));
  return (run) => {
    const picked = places.reduce((x, at, d) => (d === 0 ? x : tf.gather(x, tf.tensor1d(at, 'int32'), d)), input(run, site));
    return [tf.reshape(picked, batched(site, run))];
  };
}

/** From `first` to before `last`, or down to above it, by `stride`. */
function everyNth(first: number, last: number, stride: number): number[] {
  const count = Math.max(0, Math.ceil((last - first) / stride));
  return Array.from({ length: count }, (_, i) => first + i * stride);
}

const pool =
  (compute: (x: tf.Tensor4D, size: [number, number], strides: [number, number], pad: 'same' | 'valid') => tf.Tensor) =>
  (site: Site, { options }: OpOf<'MAX_POOL_2D'> | OpOf<'AVERAGE_POOL_2D'>): Step => {
    const { filterH, filterW, strideH, strideW, padding, activation } = options;
    const [, height, width] = shapeOf(site, 0);
    if (site.op.code === 'AVERAGE_POOL_2D' && filterH === height && filterW === width && padding === 'VALID')
      return (run) => [activate(tf.reshape(globalMean(input(run, site)), batched(site, run)), activation)];
    const pad = padding === 'SAME' ? 'same' : 'valid';
    return (run) => [activate(compute(input(run, site) as tf.Tensor4D, [filterH, filterW], [strideH, strideW], pad), activation)];
  };

function padded(site: Site): Step {
  const table = site.integers(1);
  const pads = shapeOf(site, 0).map((_, d): [number, number] => [table[2 * d] ?? 0, table[2 * d + 1] ?? 0]);
  const value = site.parameter(2);
  return (run) => [tf.pad(input(run, site), pads, value?.variable.dataSync()[0] ?? 0)];
}

function axesOf(site: Site): number[] {
  const rank = shapeOf(site, 0).length;
  return site.integers(1).map((axis) => (axis < 0 ? axis + rank : axis));
}

function averaged(site: Site, { options }: OpOf<'MEAN'>): Step {
  const axes = axesOf(site);
  const places = shapeOf(site, 0)
    .slice(1, -1)
    .map((_, axis) => axis + 1);
  if (axes.toSorted((a, b) => a - b).join() === places.join())
    return (run) => [tf.reshape(globalMean(input(run, site)), batched(site, run))];
  return (run) => [tf.mean(input(run, site), axes, options.keepDims)];
}

function resized(
  site: Site,
  { options }: OpOf<'RESIZE_BILINEAR'> | OpOf<'RESIZE_NEAREST_NEIGHBOR'>,
  resize: typeof tf.image.resizeBilinear,
): Step {
  const [height = 1, width = 1] = site.integers(1);
  return (run) => [resize(input(run, site) as tf.Tensor4D, [height, width], options.alignCorners, options.halfPixelCenters)];
}

function split(site: Site): Step {
  const from = shapeOf(site, 1);
  const to = site.graph.tensors[site.op.outputs[0]!]!.shape;
  const axis = from.findIndex((size, d) => size !== to[d]);
  if (site.op.outputs.length === 1) return (run) => [input(run, site, 1)];
  return (run) => tf.split(input(run, site, 1), site.op.outputs.length, Math.max(0, axis));
}

/** Blocks of channels become blocks of pixels, and back. */
function spaceToDepth(site: Site, { options: { blockSize: b } }: OpOf<'SPACE_TO_DEPTH'>): Step {
  return (run) => {
    const x = input(run, site);
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const blocks = tf.transpose(tf.reshape(x, [n, h / b, b, w / b, b, c]), [0, 1, 3, 2, 4, 5]);
    return [tf.reshape(blocks, [n, h / b, w / b, b * b * c])];
  };
}

function depthToSpace(site: Site, { options: { blockSize: b } }: OpOf<'DEPTH_TO_SPACE'>): Step {
  return (run) => {
    const x = input(run, site);
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const blocks = tf.transpose(tf.reshape(x, [n, h, w, b, b, c / (b * b)]), [0, 1, 3, 2, 4, 5]);
    return [tf.reshape(blocks, [n, h * b, w * b, c / (b * b)])];
  };
}

/** x * min(max(x + 3, 0), 6) / 6. */
const hardSwish = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.div(tf.relu6(tf.add(x, 3)), 6));

const BUILDERS: Builders = {
  CONV_2D: convolution,
  DEPTHWISE_CONV_2D: depthwise,
  FULLY_CONNECTED: dense,
  TRANSPOSE_CONV: transposed,
  MAX_POOL_2D: pool(tf.maxPool),
  AVERAGE_POOL_2D: pool(tf.avgPool),
  ADD: (site, op) => (site.norm === undefined ? pairwise(tf.add)(site, op) : (run) => [activate(input(run, site), op.options.activation)]),
  SUB: pairwise(tf.sub),
  MUL: (site, op) => (site.norm === undefined ? pairwise(tf.mul)(site, op) : alone(site, site.norm)),
  MINIMUM: pairwise(tf.minimum),
  MAXIMUM: pairwise(tf.maximum),
  CONCATENATION:
    (site, { options }) =>
    (run) => {
      const values = site.op.inputs.map((_, i) => operand(run, site, i));
      return [activate(tf.concat(values, options.axis < 0 ? options.axis + values[0]!.rank : options.axis), options.activation)];
    },
  PAD: padded,
  PADV2: padded,
  RESHAPE: reshaped,
  SQUEEZE: reshaped,
  EXPAND_DIMS: reshaped,
  MEAN: averaged,
  SOFTMAX: unary((x) => tf.softmax(x)),
  LOGISTIC: unary(tf.sigmoid),
  TANH: unary(tf.tanh),
  RELU: unary((x) => clamped(x, 'relu')),
  RELU6: unary((x) => clamped(x, 'relu6')),
  LEAKY_RELU:
    (site, { options }) =>
    (run) => [tf.leakyRelu(input(run, site), options.alpha)],
  HARD_SWISH: unary(hardSwish),
  RESIZE_NEAREST_NEIGHBOR: (site, op) => resized(site, op, tf.image.resizeNearestNeighbor),
  RESIZE_BILINEAR: (site, op) => resized(site, op, tf.image.resizeBilinear),
  DEPTH_TO_SPACE: depthToSpace,
  SPACE_TO_DEPTH: spaceToDepth,
  TRANSPOSE: (site) => (run) => [tf.transpose(input(run, site), [...site.integers(1)])],
  STRIDED_SLICE: stridedSlice,
  SLICE: (site) => {
    const shape = shapeOf(site, 0);
    const begins = site.integers(1);
    return sliced(
      site,
      begins,
      site.integers(2).map((size, d) => (size < 0 ? shape[d]! - begins[d]! : size)),
    );
  },
  SPLIT: split,
  GATHER: (site) => (run) => [tf.gather(site.parameter(0)!.variable, input(run, site, 1))],
  EMBEDDING_LOOKUP: (site) => (run) => [tf.gather(site.parameter(1)!.variable, input(run, site, 0))],
  UNIDIRECTIONAL_SEQUENCE_LSTM: lstm,
  SVDF: svdf,
  QUANTIZE: 'converts types, which training does by itself: take it out',
  DEQUANTIZE: 'converts types, which training does by itself: take it out',
  OPAQUE: 'is not known here',
};

function opaqueText(name: string, why: string): string {
  if (name === 'GRU')
    return `A GRU runs on the chip, and is trained, for up to ${MAX_UNROLLED_STEPS} steps: shorten the sequence before it`;
  return `${name} ${why}`;
}

/** Fails with why an operator cannot be trained. */
export function stepOf(site: Site): Result<Step> {
  const { op } = site;
  const builder = BUILDERS[op.code] as Build<OpCode> | string;
  if (typeof builder !== 'string') return ok(builder(site, op as never));
  const where = op.node === undefined ? undefined : `node ${op.node}`;
  return fail(op.code === 'OPAQUE' ? opaqueText(op.options.name, builder) : `${op.code} ${builder}`, where);
}
