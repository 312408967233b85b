/** 1-D convolution, deployed as a 2-D one of height 1. */
import type { Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, convWeights, convWeightSpecs, FILTERS, strideCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { readNumber } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
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
  card: (params) => {
    const stride = readNumber(params, STRIDE);
    return `${readNumber(params, KERNEL)} · ${readNumber(params, FILTERS)}${strideCard(stride, stride)}${activationCard(params)}`;
  },
  outputs,
  weights: (params, [input]) => {
    const filters = readNumber(params, FILTERS);
    return convWeightSpecs(params, [filters, readNumber(params, KERNEL), input!.shape[2]!], filters);
  },
  lower,
});

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 3) return expectRank('Conv 1D', 3, shape);
  const filters = readNumber(params, FILTERS);
  const kernel = readNumber(params, KERNEL);
  const heavy = kernelProblem([filters, kernel, shape[2]!]);
  if (heavy !== undefined) return heavy;
  const slid = slide1D(shape, kernel, readNumber(params, STRIDE), readNumber(params, DILATION), paddingOf(params), filters);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.raised(0);
  const filters = output!.shape[2]!;
  const kernelShape = [filters, 1, readNumber(params, KERNEL), emit.shapeOf(input)[3]!];
  const [kernel, bias] = convWeights(params, emit, input, kernelShape, filters);
  const result = emit.activation('out', raise(output!.shape), output!.type);
  emit.op('CONV_2D', [input, kernel, bias], [result], {
    padding: paddingOf(params),
    strideH: 1,
    strideW: readNumber(params, STRIDE),
    dilationH: 1,
    dilationW: readNumber(params, DILATION),
    activation: fusedActivation(params, emit),
  });
  return [emitActivation(params, emit, result)];
}
