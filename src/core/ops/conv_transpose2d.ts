/** Transposed 2-D convolution. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { Shape, TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, convWeights, convWeightSpecs, FILTERS, NO_TENSOR, windowCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { type ChoiceField, intField, type IntField, readNumber, readText } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
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
  card: (params) => `${windowCard(params)} · ${readNumber(params, FILTERS)}${growthCard(params)}${activationCard(params)}`,
  outputs,
  weights: (params, [input]) => {
    const filters = readNumber(params, FILTERS);
    return convWeightSpecs(params, kernelShape(params, input!.shape), filters);
  },
  lower,
});

function growthCard(params: Params): string {
  const down = readNumber(params, UP_H);
  const across = readNumber(params, UP_W);
  return down === across ? ` · ×${down}` : ` · ×${down}×${across}`;
}

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Transposed conv 2D', 4, shape);
  const heavy = kernelProblem(kernelShape(params, shape));
  if (heavy !== undefined) return heavy;
  const height = grown(params, shape[1]!, KERNEL_H, UP_H, OUTPUT_H);
  const width = grown(params, shape[2]!, KERNEL_W, UP_W, OUTPUT_W);
  if (!height.ok) return height;
  return width.ok ? { ok: true, value: [{ shape: [shape[0]!, height.value, width.value, readNumber(params, FILTERS)], type }] } : width;
}

/** One dimension of the output: the size whose convolution with the same window gives the input back. */
function grown(params: Params, size: number, kernelField: IntField, strideField: IntField, outputField: IntField): Result<number> {
  const kernel = readNumber(params, kernelField);
  const stride = readNumber(params, strideField);
  const padding = paddingOf(params);
  const wanted = readNumber(params, outputField);
  const result = wanted > 0 ? wanted : size * stride + (padding === 'VALID' ? Math.max(kernel - stride, 0) : 0);
  if (windowCount(result, kernel, stride, 1, padding) === size) return { ok: true, value: result };
  const how = `kernel ${kernel}, stride ${stride} and padding "${readText(params, PADDING)}"`;
  return fail(`${outputField.label} ${result} does not come from ${size} with ${how}`);
}

function kernelShape(params: Params, input: Shape): Shape {
  return [readNumber(params, FILTERS), readNumber(params, KERNEL_H), readNumber(params, KERNEL_W), input[3]!];
}

/** Activations become operators of their own, because CMSIS-NN ignores a fused one here. */
function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { shape, type } = output!;
  const input = emit.input(0);
  const size = emit.integers('output_shape', shape);
  const [kernel, bias] = convWeights(params, emit, input, kernelShape(params, emit.shapeOf(input)), shape[3]!);
  const result = emit.activation('out', shape, type);
  const inputs = bias === NO_TENSOR ? [size, kernel, input] : [size, kernel, input, bias];
  emit.op('TRANSPOSE_CONV', inputs, [result], {
    padding: paddingOf(params),
    strideH: readNumber(params, UP_H),
    strideW: readNumber(params, UP_W),
    activation: fusedActivation(params, emit, false),
  });
  return [emitActivation(params, emit, result, false)];
}
