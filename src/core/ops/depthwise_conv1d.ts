/** 1-D depthwise convolution, deployed as a 2-D one of height 1. */
import type { Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, depthwiseInputs, convWeightSpecs, MULTIPLIER, multiplierCard, strideCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { readNumber } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
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
  card: (params) => {
    const stride = readNumber(params, STRIDE);
    return `${readNumber(params, KERNEL)}${multiplierCard(params)}${strideCard(stride, stride)}${activationCard(params)}`;
  },
  outputs,
  weights: (params, [input]) => {
    const channels = input!.shape[2]! * readNumber(params, MULTIPLIER);
    return convWeightSpecs(params, [1, readNumber(params, KERNEL), channels], channels);
  },
  lower,
});

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 3) return expectRank('Depthwise conv 1D', 3, shape);
  const channels = shape[2]! * readNumber(params, MULTIPLIER);
  const kernel = readNumber(params, KERNEL);
  const heavy = kernelProblem([1, kernel, channels]);
  if (heavy !== undefined) return heavy;
  const slid = slide1D(shape, kernel, readNumber(params, STRIDE), readNumber(params, DILATION), paddingOf(params), channels);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.raised(0);
  const channels = output!.shape[2]!;
  const inputs = depthwiseInputs(params, emit, input, [1, 1, readNumber(params, KERNEL), channels]);
  const result = emit.activation('out', raise(output!.shape), output!.type);
  emit.op('DEPTHWISE_CONV_2D', inputs, [result], {
    padding: paddingOf(params),
    strideH: 1,
    strideW: readNumber(params, STRIDE),
    dilationH: 1,
    dilationW: readNumber(params, DILATION),
    depthMultiplier: readNumber(params, MULTIPLIER),
    activation: fusedActivation(params, emit),
  });
  return [emitActivation(params, emit, result)];
}
