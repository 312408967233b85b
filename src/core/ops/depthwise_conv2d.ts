/** 2-D depthwise convolution. */
import type { Result } from '../base/result.ts';
import type { Shape, TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, depthwiseInputs, convWeightSpecs, convWindow, MULTIPLIER, multiplierCard, stepCard, windowCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';
import { BIAS_TYPE, SCALES, WEIGHT_TYPE } from './weight-types.ts';
import { DILATION_H, DILATION_W, KERNEL_H, KERNEL_W, PADDING, slide, STRIDE_H, STRIDE_W } from './window.ts';

export const depthwiseConv2d: OpSpec = defineOp({
  kind: 'depthwise_conv2d',
  label: 'Depthwise conv 2D',
  group: 'depthwise',
  summary: 'Slides one filter over each channel by itself: few weights and few multiplications; channels are not mixed.',
  arity: { min: 1, max: 1 },
  fields: [
    KERNEL_H,
    KERNEL_W,
    STRIDE_H,
    STRIDE_W,
    PADDING,
    ACTIVATION,
    BIAS,
    MULTIPLIER,
    DILATION_H,
    DILATION_W,
    WEIGHT_TYPE,
    BIAS_TYPE,
    SCALES,
  ],
  absorbs: { activation: true, batchNorm: true },
  card: (settings) => `${windowCard(settings)}${multiplierCard(settings)}${stepCard(settings)}${activationCard(settings)}`,
  outputs,
  weights: (settings, [input]) => {
    const kernel = kernelShape(settings, input!.shape);
    return convWeightSpecs(settings, kernel, kernel[3]!);
  },
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Depthwise conv 2D', 4, shape);
  const kernel = kernelShape(settings, shape);
  const heavy = kernelProblem(kernel);
  if (heavy !== undefined) return heavy;
  const slid = slide(shape, convWindow(settings), kernel[3]!);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function kernelShape(settings: Settings, input: Shape): Shape {
  return [1, readNumber(settings, KERNEL_H), readNumber(settings, KERNEL_W), input[3]! * readNumber(settings, MULTIPLIER)];
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { strideH, strideW, dilationH, dilationW, padding } = convWindow(settings);
  const input = emit.input(0);
  const inputs = depthwiseInputs(settings, emit, input, kernelShape(settings, emit.shapeOf(input)));
  const result = emit.activation('out', output!.shape, output!.type);
  emit.op('DEPTHWISE_CONV_2D', inputs, [result], {
    padding,
    strideH,
    strideW,
    dilationH,
    dilationW,
    depthMultiplier: readNumber(settings, MULTIPLIER),
    activation: fusedActivation(settings, emit),
  });
  return [emitActivation(settings, emit, result)];
}
