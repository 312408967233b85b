/** 2-D convolution. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { defineOp } from './define.ts';
import { BIAS, convInputs, convWeightSpecs, convWindow, FILTERS, stepCard, windowCard } from './conv-layer.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { intField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';
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
  card: (settings) => `${windowCard(settings)} · ${readNumber(settings, FILTERS)}${stepCard(settings)}${activationCard(settings)}`,
  outputs,
  weights: (settings, [input]) => {
    const filters = readNumber(settings, FILTERS);
    return convWeightSpecs(settings, kernelShape(settings, input!.shape, filters), filters);
  },
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Conv 2D', 4, shape);
  const groups = readNumber(settings, GROUPS);
  const filters = readNumber(settings, FILTERS);
  if (groups > 1 && (shape[3]! % groups !== 0 || filters % groups !== 0))
    return fail(
      `Conv 2D with ${groups} groups expects channels and filters divisible by ${groups}, got ${shapeText(shape)} and ${filters} filters`,
    );
  const heavy = kernelProblem(kernelShape(settings, shape, filters));
  if (heavy !== undefined) return heavy;
  const slid = slide(shape, convWindow(settings), filters);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function kernelShape(settings: Settings, input: Shape, filters: number): Shape {
  return [filters, readNumber(settings, KERNEL_H), readNumber(settings, KERNEL_W), input[3]! / readNumber(settings, GROUPS)];
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { strideH, strideW, dilationH, dilationW, padding } = convWindow(settings);
  const input = emit.input(0);
  const filters = output!.shape[3]!;
  const inputs = convInputs(settings, emit, input, kernelShape(settings, emit.shapeOf(input), filters), filters);
  const result = emit.activation('out', output!.shape, output!.type);
  const activation = fusedActivation(settings, emit);
  emit.op('CONV_2D', inputs, [result], { padding, strideH, strideW, dilationH, dilationW, activation });
  return [emitActivation(settings, emit, result)];
}
