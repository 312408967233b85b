/** Transposed 2-D convolution. */
import { fail, type Result } from '../base/result.ts';
import type { Shape, TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, convWeights, convWeightSpecs, FILTERS, NO_TENSOR, windowCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { type ChoiceField, intField, type IntField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, readText, type Settings } from './settings.ts';
import { BIAS_TYPE, SCALES, WEIGHT_TYPE } from './weight-types.ts';
import { KERNEL_H, KERNEL_W, PADDING, paddingOf, STRIDE_H, STRIDE_W, windowCount } from './window.ts';

const UP_H: IntField = { ...STRIDE_H, default: 2, help: 'The output is this many times as high.' };
const UP_W: IntField = { ...STRIDE_W, default: 2, help: 'The output is this many times as wide.' };
const OUTPUT_H = intField('outputH', 'Output height', 0, [0, 65536], {
  advanced: true,
  help: '0: as large as stride and padding make it.',
});
const OUTPUT_W = intField('outputW', 'Output width', 0, [0, 65536], { advanced: true, help: '0: as large as stride and padding make it.' });

/** ReLU −1…1 exists in fused form only. */
const OWN_ACTIVATION: ChoiceField = { ...ACTIVATION, choices: ACTIVATION.choices.filter((choice) => choice.value !== 'relu_n1_to_1') };

export const convTranspose2d: OpSpec = defineOp({
  kind: 'conv_transpose2d',
  label: 'Transposed conv 2D',
  group: 'conv',
  summary: 'Spreads each input position over a window of the output: a learned upsampling.',
  arity: { min: 1, max: 1 },
  fields: [FILTERS, KERNEL_H, KERNEL_W, UP_H, UP_W, PADDING, OWN_ACTIVATION, BIAS, OUTPUT_H, OUTPUT_W, WEIGHT_TYPE, BIAS_TYPE, SCALES],
  absorbs: { batchNorm: true },
  card: (settings) => `${windowCard(settings)} · ${readNumber(settings, FILTERS)}${growthCard(settings)}${activationCard(settings)}`,
  outputs,
  weights: (settings, [input]) => {
    const filters = readNumber(settings, FILTERS);
    return convWeightSpecs(settings, kernelShape(settings, input!.shape), filters);
  },
  lower,
});

function growthCard(settings: Settings): string {
  const down = readNumber(settings, UP_H);
  const across = readNumber(settings, UP_W);
  return down === across ? ` · ×${down}` : ` · ×${down}×${across}`;
}

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Transposed conv 2D', 4, shape);
  const heavy = kernelProblem(kernelShape(settings, shape));
  if (heavy !== undefined) return heavy;
  const height = grown(settings, shape[1]!, KERNEL_H, UP_H, OUTPUT_H);
  const width = grown(settings, shape[2]!, KERNEL_W, UP_W, OUTPUT_W);
  if (!height.ok) return height;
  return width.ok ? { ok: true, value: [{ shape: [shape[0]!, height.value, width.value, readNumber(settings, FILTERS)], type }] } : width;
}

/** One dimension of the output: the size whose convolution with the same window gives the input back. */
function grown(settings: Settings, size: number, kernelField: IntField, strideField: IntField, outputField: IntField): Result<number> {
  const kernel = readNumber(settings, kernelField);
  const stride = readNumber(settings, strideField);
  const padding = paddingOf(settings);
  const wanted = readNumber(settings, outputField);
  const result = wanted > 0 ? wanted : size * stride + (padding === 'VALID' ? Math.max(kernel - stride, 0) : 0);
  if (windowCount(result, kernel, stride, 1, padding) === size) return { ok: true, value: result };
  const how = `kernel ${kernel}, stride ${stride} and padding "${readText(settings, PADDING)}"`;
  return fail(`${outputField.label} ${result} does not come from ${size} with ${how}`);
}

function kernelShape(settings: Settings, input: Shape): Shape {
  return [readNumber(settings, FILTERS), readNumber(settings, KERNEL_H), readNumber(settings, KERNEL_W), input[3]!];
}

/** Activations become operators of their own, because CMSIS-NN ignores a fused one here. */
function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { shape, type } = output!;
  const input = emit.input(0);
  const size = emit.integers('output_shape', shape);
  const [kernel, bias] = convWeights(settings, emit, input, kernelShape(settings, emit.shapeOf(input)), shape[3]!);
  const result = emit.activation('out', shape, type);
  const inputs = bias === NO_TENSOR ? [size, kernel, input] : [size, kernel, input, bias];
  emit.op('TRANSPOSE_CONV', inputs, [result], {
    padding: paddingOf(settings),
    strideH: readNumber(settings, UP_H),
    strideW: readNumber(settings, UP_W),
    activation: fusedActivation(settings, emit, false),
  });
  return [emitActivation(settings, emit, result, false)];
}
