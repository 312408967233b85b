/** 2-D convolution. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import { shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { defineOp } from './define.ts';
import { BIAS, convWeights, convWeightSpecs, convWindow, FILTERS, stepCard, windowCard } from './conv-layer.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { intField, readNumber } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { BIAS_TYPE, SCALES, WEIGHT_TYPE } from './weight-types.ts';
import { DILATION_H, DILATION_W, KERNEL_H, KERNEL_W, PADDING, slide, STRIDE_H, STRIDE_W } from './window.ts';

const GROUPS = intField('groups', 'Groups', 1, [1, 65536], {
  advanced: true,
  help: 'Input channels are split into this many parts; each filter sees one.',
});

export const conv2d: OpSpec = defineOp({
  kind: 'conv2d',
  label: 'Conv 2D',
  group: 'conv',
  summary: 'Slides filters over height and width; each filter mixes all input channels into one output channel.',
  arity: { min: 1, max: 1 },
  fields: [
    FILTERS,
    KERNEL_H,
    KERNEL_W,
    STRIDE_H,
    STRIDE_W,
    PADDING,
    ACTIVATION,
    BIAS,
    DILATION_H,
    DILATION_W,
    GROUPS,
    WEIGHT_TYPE,
    BIAS_TYPE,
    SCALES,
  ],
  absorbs: { activation: true, batchNorm: true },
  card: (params) => `${windowCard(params)} · ${readNumber(params, FILTERS)}${stepCard(params)}${activationCard(params)}`,
  outputs,
  weights: (params, [input]) => {
    const filters = readNumber(params, FILTERS);
    return convWeightSpecs(params, kernelShape(params, input!.shape, filters), filters);
  },
  lower,
});

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Conv 2D', 4, shape);
  const groups = readNumber(params, GROUPS);
  const filters = readNumber(params, FILTERS);
  if (groups > 1 && (shape[3]! % groups !== 0 || filters % groups !== 0))
    return fail(
      `Conv 2D with ${groups} groups expects channels and filters divisible by ${groups}, got ${shapeText(shape)} and ${filters} filters`,
    );
  const heavy = kernelProblem(kernelShape(params, shape, filters));
  if (heavy !== undefined) return heavy;
  const slid = slide(shape, convWindow(params), filters);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function kernelShape(params: Params, input: Shape, filters: number): Shape {
  return [filters, readNumber(params, KERNEL_H), readNumber(params, KERNEL_W), input[3]! / readNumber(params, GROUPS)];
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { strideH, strideW, dilationH, dilationW, padding } = convWindow(params);
  const input = emit.input(0);
  const filters = output!.shape[3]!;
  const [kernel, bias] = convWeights(params, emit, input, kernelShape(params, emit.shapeOf(input), filters), filters);
  const result = emit.activation('out', output!.shape, output!.type);
  const activation = fusedActivation(params, emit);
  emit.op('CONV_2D', [input, kernel, bias], [result], { padding, strideH, strideW, dilationH, dilationW, activation });
  return [emitActivation(params, emit, result)];
}
