/** What all convolutions share: their parameters, cards and weights. */
import type { Params } from '../graph/graph.ts';
import type { Shape } from '../graph/tensor.ts';
import { boolField, intField, readBool, readNumber } from './fields.ts';
import type { Emitter, WeightSpec } from './op.ts';
import { biasType, scaleCount, weightType } from './weight-types.ts';
import { DILATION_H, DILATION_W, KERNEL_H, KERNEL_W, paddingOf, STRIDE_H, STRIDE_W, type Window2D } from './window.ts';

export const FILTERS = intField('filters', 'Filters', 16, [1, 65536], { help: 'Channels of the output.' });
export const BIAS = boolField('bias', 'Bias', true);
/** An optional input that is left out. */
export const NO_TENSOR = -1;

export const MULTIPLIER = intField('multiplier', 'Channel multiplier', 1, [1, 4096], {
  help: 'Output channels for each input channel; other than 1 runs on a slow path in CMSIS-NN.',
});

/** The window of a 2-D convolution's parameters. */
export function convWindow(params: Params): Window2D {
  return {
    kernelH: readNumber(params, KERNEL_H),
    kernelW: readNumber(params, KERNEL_W),
    strideH: readNumber(params, STRIDE_H),
    strideW: readNumber(params, STRIDE_W),
    dilationH: readNumber(params, DILATION_H),
    dilationW: readNumber(params, DILATION_W),
    padding: paddingOf(params),
  };
}

/** "3×3". */
export function windowCard(params: Params): string {
  return `${readNumber(params, KERNEL_H)}×${readNumber(params, KERNEL_W)}`;
}

/** " · /2", " · /2×1", or nothing for stride 1. */
export function strideCard(down: number, across: number): string {
  if (down === 1 && across === 1) return '';
  return down === across ? ` · /${down}` : ` · /${down}×${across}`;
}

/** " · /2" of a 2-D convolution's parameters. */
export function stepCard(params: Params): string {
  return strideCard(readNumber(params, STRIDE_H), readNumber(params, STRIDE_W));
}

/** " · ×2" for a channel multiplier, nothing for 1. */
export function multiplierCard(params: Params): string {
  const multiplier = readNumber(params, MULTIPLIER);
  return multiplier === 1 ? '' : ` · ×${multiplier}`;
}

/** Kernel and bias as the network's parameters. */
export function convWeightSpecs(params: Params, kernel: Shape, channels: number): readonly WeightSpec[] {
  const spec: WeightSpec = { name: 'kernel', shape: kernel, trainable: true };
  return readBool(params, BIAS) ? [spec, { name: 'bias', shape: [channels], trainable: true }] : [spec];
}

/**
 * Kernel and, unless there is none, bias of a convolution: one scale a channel. Without a bias
 * its tensor is NO_TENSOR.
 */
export function convWeights(
  params: Params,
  emit: Emitter,
  input: number,
  kernel: Shape,
  channels: number,
): readonly [kernel: number, bias: number] {
  const inputType = emit.typeOf(input);
  const type = weightType(params, inputType);
  const scales = scaleCount(params, type, channels, true);
  const kernelTensor = emit.constant('kernel', kernel, type, scales);
  if (!readBool(params, BIAS) && !emit.folded) return [kernelTensor, NO_TENSOR];
  return [kernelTensor, emit.constant('bias', [channels], biasType(params, inputType), scales)];
}

/** Inputs of a DEPTHWISE_CONV_2D. A missing bias is left out rather than marked: TFLM crashes on the mark in this operator. */
export function depthwiseInputs(params: Params, emit: Emitter, input: number, kernelShape: Shape): readonly number[] {
  const [kernel, bias] = convWeights(params, emit, input, kernelShape, kernelShape[3]!);
  return bias === NO_TENSOR ? [input, kernel] : [input, kernel, bias];
}
