/** 2-D depthwise convolution. */
import type { Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { Shape, TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, depthwiseInputs, convWeightSpecs, convWindow, MULTIPLIER, multiplierCard, stepCard, windowCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { readNumber } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
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
  card: (params) => `${windowCard(params)}${multiplierCard(params)}${stepCard(params)}${activationCard(params)}`,
  outputs,
  weights: (params, [input]) => {
    const kernel = kernelShape(params, input!.shape);
    return convWeightSpecs(params, kernel, kernel[3]!);
  },
  lower,
});

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Depthwise conv 2D', 4, shape);
  const kernel = kernelShape(params, shape);
  const heavy = kernelProblem(kernel);
  if (heavy !== undefined) return heavy;
  const slid = slide(shape, convWindow(params), kernel[3]!);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function kernelShape(params: Params, input: Shape): Shape {
  return [1, readNumber(params, KERNEL_H), readNumber(params, KERNEL_W), input[3]! * readNumber(params, MULTIPLIER)];
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { strideH, strideW, dilationH, dilationW, padding } = convWindow(params);
  const input = emit.input(0);
  const inputs = depthwiseInputs(params, emit, input, kernelShape(params, emit.shapeOf(input)));
  const result = emit.activation('out', output!.shape, output!.type);
  emit.op('DEPTHWISE_CONV_2D', inputs, [result], {
    padding,
    strideH,
    strideW,
    dilationH,
    dilationW,
    depthMultiplier: readNumber(params, MULTIPLIER),
    activation: fusedActivation(params, emit),
  });
  return [emitActivation(params, emit, result)];
}
