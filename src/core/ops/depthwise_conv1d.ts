/** 1-D depthwise convolution, deployed as a 2-D one of height 1. */
import type { Result } from '../base/result.ts';
import type { TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, depthwiseInputs, convWeightSpecs, MULTIPLIER, multiplierCard, strideCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';
import { BIAS_TYPE, SCALES, WEIGHT_TYPE } from './weight-types.ts';
import { DILATION, KERNEL, PADDING, paddingOf, raise, slide1D, STRIDE } from './window.ts';

export const depthwiseConv1d: OpSpec = defineOp({
  kind: 'depthwise_conv1d',
  label: 'Depthwise conv 1D',
  group: 'depthwise',
  summary: 'Slides one filter over time in each channel by itself. Runs as a 2-D depthwise convolution of height 1.',
  arity: { min: 1, max: 1 },
  fields: [KERNEL, STRIDE, PADDING, ACTIVATION, BIAS, MULTIPLIER, DILATION, WEIGHT_TYPE, BIAS_TYPE, SCALES],
  oneD: 'raises',
  absorbs: { activation: true, batchNorm: true },
  card: (settings) => {
    const stride = readNumber(settings, STRIDE);
    return `${readNumber(settings, KERNEL)}${multiplierCard(settings)}${strideCard(stride, stride)}${activationCard(settings)}`;
  },
  outputs,
  weights: (settings, [input]) => {
    const channels = input!.shape[2]! * readNumber(settings, MULTIPLIER);
    return convWeightSpecs(settings, [1, readNumber(settings, KERNEL), channels], channels);
  },
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 3) return expectRank('Depthwise conv 1D', 3, shape);
  const channels = shape[2]! * readNumber(settings, MULTIPLIER);
  const kernel = readNumber(settings, KERNEL);
  const heavy = kernelProblem([1, kernel, channels]);
  if (heavy !== undefined) return heavy;
  const slid = slide1D(shape, kernel, readNumber(settings, STRIDE), readNumber(settings, DILATION), paddingOf(settings), channels);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.raised(0);
  const channels = output!.shape[2]!;
  const inputs = depthwiseInputs(settings, emit, input, [1, 1, readNumber(settings, KERNEL), channels]);
  const result = emit.activation('out', raise(output!.shape), output!.type);
  emit.op('DEPTHWISE_CONV_2D', inputs, [result], {
    padding: paddingOf(settings),
    strideH: 1,
    strideW: readNumber(settings, STRIDE),
    dilationH: 1,
    dilationW: readNumber(settings, DILATION),
    depthMultiplier: readNumber(settings, MULTIPLIER),
    activation: fusedActivation(settings, emit),
  });
  return [emitActivation(settings, emit, result)];
}
