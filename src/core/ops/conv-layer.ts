/** What all convolutions share: their parameters, cards and weights. */
import type { Shape } from '../graph/tensor.ts';
import { boolField, intField } from './fields.ts';
import type { Emitter, WeightSpec } from './op.ts';
import { readBool, readNumber, type Settings } from './settings.ts';
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
export function convWindow(settings: Settings): Window2D {
  return {
    kernelH: readNumber(settings, KERNEL_H),
    kernelW: readNumber(settings, KERNEL_W),
    strideH: readNumber(settings, STRIDE_H),
    strideW: readNumber(settings, STRIDE_W),
    dilationH: readNumber(settings, DILATION_H),
    dilationW: readNumber(settings, DILATION_W),
    padding: paddingOf(settings),
  };
}

/** "3×3". */
export function windowCard(settings: Settings): string {
  return `${readNumber(settings, KERNEL_H)}×${readNumber(settings, KERNEL_W)}`;
}

/** " · /2", " · /2×1", or nothing for stride 1. */
export function strideCard(down: number, across: number): string {
  if (down === 1 && across === 1) return '';
  return down === across ? ` · /${down}` : ` · /${down}×${across}`;
}

/** " · /2" of a 2-D convolution's parameters. */
export function stepCard(settings: Settings): string {
  return strideCard(readNumber(settings, STRIDE_H), readNumber(settings, STRIDE_W));
}

/** " · ×2" for a channel multiplier, nothing for 1. */
export function multiplierCard(settings: Settings): string {
  const multiplier = readNumber(settings, MULTIPLIER);
  return multiplier === 1 ? '' : ` · ×${multiplier}`;
}

/** Kernel and bias as the network's parameters. */
export function convWeightSpecs(settings: Settings, kernel: Shape, channels: number): readonly WeightSpec[] {
  const spec: WeightSpec = { name: 'kernel', shape: kernel, trainable: true };
  return readBool(settings, BIAS) ? [spec, { name: 'bias', shape: [channels], trainable: true }] : [spec];
}

/**
 * Kernel and, unless there is none, bias of a convolution: one scale a channel. Without a bias
 * its tensor is NO_TENSOR.
 */
export function convWeights(
  settings: Settings,
  emit: Emitter,
  input: number,
  kernel: Shape,
  channels: number,
): readonly [kernel: number, bias: number] {
  const inputType = emit.typeOf(input);
  const type = weightType(settings, inputType);
  const scales = scaleCount(settings, type, channels, true);
  const kernelTensor = emit.constant('kernel', kernel, type, scales);
  if (!readBool(settings, BIAS) && !emit.folded) return [kernelTensor, NO_TENSOR];
  return [kernelTensor, emit.constant('bias', [channels], biasType(settings, inputType), scales)];
}

/** Inputs of a DEPTHWISE_CONV_2D. A missing bias is left out rather than marked: TFLM crashes on the mark in this operator. */
export function depthwiseInputs(settings: Settings, emit: Emitter, input: number, kernelShape: Shape): readonly number[] {
  const [kernel, bias] = convWeights(settings, emit, input, kernelShape, kernelShape[3]!);
  return bias === NO_TENSOR ? [input, kernel] : [input, kernel, bias];
}

/** Inputs of a CONV_2D. LiteRT runs none without a bias: a missing one is zeros, unless an opened file has it so. */
export function convInputs(settings: Settings, emit: Emitter, input: number, kernelShape: Shape, channels: number): readonly number[] {
  const [kernel, bias] = convWeights(settings, emit, input, kernelShape, channels);
  if (bias !== NO_TENSOR || emit.asFile) return [input, kernel, bias];
  const type = emit.typeOf(input);
  const scales = scaleCount(settings, weightType(settings, type), channels, true);
  return [input, kernel, emit.constant('bias', [channels], biasType(settings, type), scales)];
}
