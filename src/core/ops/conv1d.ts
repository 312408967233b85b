/** 1-D convolution, deployed as a 2-D one of height 1. */
import type { Result } from '../base/result.ts';
import type { TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, convInputs, convWeightSpecs, FILTERS, strideCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';
import { BIAS_TYPE, SCALES, WEIGHT_TYPE } from './weight-types.ts';
import { DILATION, KERNEL, PADDING, paddingOf, raise, slide1D, STRIDE } from './window.ts';

export const conv1d: OpSpec = defineOp({
  kind: 'conv1d',
  label: 'Conv 1D',
  group: 'conv',
  summary: 'Slides filters over time; each mixes all input channels. Runs as a 2-D convolution of height 1.',
  arity: { min: 1, max: 1 },
  fields: [FILTERS, KERNEL, STRIDE, PADDING, ACTIVATION, BIAS, DILATION, WEIGHT_TYPE, BIAS_TYPE, SCALES],
  oneD: 'raises',
  absorbs: { activation: true, batchNorm: true },
  card: (settings) => {
    const stride = readNumber(settings, STRIDE);
    return `${readNumber(settings, KERNEL)} · ${readNumber(settings, FILTERS)}${strideCard(stride, stride)}${activationCard(settings)}`;
  },
  outputs,
  weights: (settings, [input]) => {
    const filters = readNumber(settings, FILTERS);
    return convWeightSpecs(settings, [filters, readNumber(settings, KERNEL), input!.shape[2]!], filters);
  },
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 3) return expectRank('Conv 1D', 3, shape);
  const filters = readNumber(settings, FILTERS);
  const kernel = readNumber(settings, KERNEL);
  const heavy = kernelProblem([filters, kernel, shape[2]!]);
  if (heavy !== undefined) return heavy;
  const slid = slide1D(shape, kernel, readNumber(settings, STRIDE), readNumber(settings, DILATION), paddingOf(settings), filters);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.raised(0);
  const filters = output!.shape[2]!;
  const kernelShape = [filters, 1, readNumber(settings, KERNEL), emit.shapeOf(input)[3]!];
  const inputs = convInputs(settings, emit, input, kernelShape, filters);
  const result = emit.activation('out', raise(output!.shape), output!.type);
  emit.op('CONV_2D', inputs, [result], {
    padding: paddingOf(settings),
    strideH: 1,
    strideW: readNumber(settings, STRIDE),
    dilationH: 1,
    dilationW: readNumber(settings, DILATION),
    activation: fusedActivation(settings, emit),
  });
  return [emitActivation(settings, emit, result)];
}
