/** Convolutions and dense layers: a product with a kernel, a batch norm or a bias, and the activation fused behind. */
import {
  add,
  type backend_util,
  concat,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  matMul,
  mul,
  reshape,
  rsqrt,
  slice,
  sub,
  tile,
  zeros,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { DeployedOp } from '../../core/graph/deployed.ts';
import type { ClampName } from '../ops/activation-range.ts';
import { addBias } from '../ops/add-bias.ts';
import { batchNormTraining } from '../ops/batch-norm-training.ts';
import { activate } from './activate.ts';
import type { LayerSums, Norm, Run, Site, Step } from './step.ts';

type OpOf<C extends DeployedOp['code']> = Extract<DeployedOp, { readonly code: C }>;
type Multiply = (input: Tensor, kernel: Tensor) => Tensor;

export function convolution(site: Site, { options }: OpOf<'CONV_2D'>): Step {
  const { strideH, strideW, dilationH, dilationW, padding, activation } = options;
  const multiply: Multiply = (input, kernel) => {
    const filter = spread(kernel, dilationH, dilationW) as Tensor4D;
    return conv2d(input as Tensor4D, filter, [strideH, strideW], padsOf(input, filter, strideH, strideW, padding));
  };
  return layer(site, 0, 1, multiply, activation, false);
}

export function depthwise(site: Site, { options }: OpOf<'DEPTHWISE_CONV_2D'>): Step {
  const { strideH, strideW, dilationH, dilationW, padding, activation, depthMultiplier } = options;
  const multiply: Multiply = (input, kernel) => {
    const wide = depthMultiplier === 1 ? input : repeated(input, depthMultiplier);
    const filter = spread(kernel, dilationH, dilationW) as Tensor4D;
    return depthwiseConv2d(wide as Tensor4D, filter, [strideH, strideW], padsOf(wide, filter, strideH, strideW, padding));
  };
  return layer(site, 0, 1, multiply, activation, true);
}

export function dense(site: Site, { options }: OpOf<'FULLY_CONNECTED'>): Step {
  const { shape } = site.graph.tensors[site.op.outputs[0]!]!;
  const multiply: Multiply = (input, kernel) => {
    const [depth] = kernel.shape as [number, number];
    const rows = matMul(reshape<Rank.R2>(input, [-1, depth]), kernel as Tensor2D);
    return shape.length === 2 ? rows : reshape(rows, [input.shape[0], ...shape.slice(1)]);
  };
  return layer(site, 0, 1, multiply, options.activation, false);
}

export function transposed(site: Site, { options }: OpOf<'TRANSPOSE_CONV'>): Step {
  const { shape } = site.graph.tensors[site.op.outputs[0]!]!;
  const [, height, width, channels] = shape as readonly [number, number, number, number];
  const multiply: Multiply = (input, kernel) =>
    conv2dTranspose(
      input as Tensor4D,
      kernel as Tensor4D,
      [input.shape[0], height, width, channels],
      [options.strideH, options.strideW],
      paddingOf(options.padding),
    );
  return layer(site, 2, 1, multiply, options.activation, true);
}

/**
 * The padding in numbers. Under the name 'same' the WebAssembly backend computes nothing where one side needs padding and the other has
 * cells to spare.
 */
function padsOf(
  input: Tensor,
  filter: Tensor,
  strideH: number,
  strideW: number,
  padding: 'SAME' | 'VALID',
): 'valid' | backend_util.ExplicitPadding {
  if (padding === 'VALID') return 'valid';
  const [, height, width] = input.shape as [number, number, number];
  const [kernelH, kernelW] = filter.shape as [number, number];
  return [[0, 0], around(height, kernelH, strideH), around(width, kernelW, strideW), [0, 0]];
}

function around(size: number, kernel: number, stride: number): [before: number, after: number] {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  return [total >> 1, total - (total >> 1)];
}

const paddingOf = (padding: 'SAME' | 'VALID'): 'same' | 'valid' => (padding === 'SAME' ? 'same' : 'valid');

/** Each channel `times` over, side by side. */
function repeated(input: Tensor, times: number): Tensor {
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  return reshape(tile(reshape(input, [input.size, 1]), [1, times]), [batch, height, width, channels * times]);
}

/** The kernel of a dilated convolution as a plain one: zeros between its cells. TensorFlow.js differentiates no other. */
function spread(kernel: Tensor, dilationH: number, dilationW: number): Tensor {
  const [height, width, a, b] = kernel.shape as [number, number, number, number];
  const [down, across] = [height === 1 ? 1 : dilationH, width === 1 ? 1 : dilationW];
  if (down === 1 && across === 1) return kernel;
  const columns = concat([reshape(kernel, [height, width, 1, a * b]), zeros([height, width, across - 1, a * b])], 2);
  const rows = concat([reshape(columns, [height, 1, width * across * a * b]), zeros([height, down - 1, width * across * a * b])], 1);
  const whole = reshape(rows, [height * down, width * across, a, b]);
  return slice(whole, [0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * across + 1, a, b]);
}

function biased(x: Tensor, bias: Tensor1D | undefined): Tensor {
  return bias === undefined ? x : addBias(x, bias);
}

function sumsOf(run: Run, sums: LayerSums): Tensor {
  const { value, kernel, place, bias, multiply } = sums;
  return run.sums?.(sums) ?? biased(multiply(value, run.kernel(kernel, place)), bias);
}

/** `channelsThird`: output channels are the kernel's third dimension, not its last. */
function layer(site: Site, inputAt: number, kernelAt: number, multiply: Multiply, activation: string, channelsThird: boolean): Step {
  const kernel = site.parameter(kernelAt)!;
  const bias = site.constant(site.op.code === 'TRANSPOSE_CONV' ? 3 : 2) as (() => Tensor1D) | undefined;
  const { norm } = site;
  const axis = site.perChannel ? (channelsThird ? 2 : kernel.variable.rank - 1) : undefined;
  const input = site.op.inputs[inputAt]!;
  const places = { place: { axis, tensor: site.op.inputs[kernelAt]! }, multiply, input, output: site.op.outputs[0]! };
  const plain = (run: Run): Tensor =>
    activate(sumsOf(run, { ...places, value: run.values[input]!, kernel: kernel.variable, bias: bias?.() }), activation);
  if (norm === undefined) return (run) => [plain(run)];
  const normed = (run: Run): Tensor => {
    const result = multiply(run.values[input]!, kernel.variable);
    return trained(biased(result, bias?.()), norm, activation);
  };
  const folded = (run: Run): Tensor => {
    const factor = mul(norm.gamma.variable, rsqrt(add(norm.variance.variable, norm.epsilon)));
    const offset = sub(norm.beta.variable, mul(norm.mean.variable, factor));
    const scaled = mul(kernel.variable, channelsThird ? reshape(factor, [1, 1, factor.size, 1]) : factor);
    const shift = (bias === undefined ? offset : add(offset, mul(bias(), factor))) as Tensor1D;
    return activate(sumsOf(run, { ...places, value: run.values[input]!, kernel: scaled, bias: shift }), activation);
  };
  return (run) => [run.mode === 'train' ? normed(run) : folded(run)];
}

const CLAMPS: Readonly<Record<string, ClampName>> = { RELU: 'relu', RELU6: 'relu6' };

/** Normalised by the batch itself; the running averages follow. */
export function trained(x: Tensor, norm: Norm, activation: string): Tensor {
  const clamp = CLAMPS[activation];
  const [gamma, beta] = [norm.gamma.variable, norm.beta.variable] as unknown as [Tensor1D, Tensor1D];
  const { y, mean, variance } = batchNormTraining(x, gamma, beta, { epsilon: norm.epsilon, clamp: clamp ?? 'none' });
  follow(norm, mean, variance, x.size / gamma.size);
  return clamp === undefined ? activate(y, activation) : y;
}

/** Running averages, of the unbiased variance. */
function follow({ mean, variance, momentum }: Norm, batchMean: Tensor, batchVariance: Tensor, places: number): void {
  const unbiased = places > 1 ? places / (places - 1) : 1;
  mean.variable.assign(add(mul(mean.variable, momentum), mul(batchMean, 1 - momentum)));
  variance.variable.assign(add(mul(variance.variable, momentum), mul(batchVariance, (1 - momentum) * unbiased)));
}
