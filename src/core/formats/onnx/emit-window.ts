/** Convolutions and pools: their windows as kernel_shape, strides, dilations and pads, on channels-first images. */
import type { DeployedOp, Padding } from '../../graph/deployed.ts';
import { int, ints } from './attributes.ts';
import { activated } from './emit-activation.ts';
import { CHANNELS_FIRST, type Exporter } from './exporter.ts';
import type { Perm } from './layout.ts';
import type { OnnxAttribute } from './onnx-model.ts';

type OpOf<C extends DeployedOp['code']> = Extract<DeployedOp, { code: C }>;

interface Side {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/** Padded cells before and after; TensorFlow puts the odd one after. */
function padsOf({ inputs, outputs, kernel, stride, dilation }: Side, padding: Padding): readonly [number, number] {
  if (padding === 'VALID') return [0, 0];
  const total = Math.max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - inputs);
  return [total >> 1, total - (total >> 1)];
}

function windowAttributes(sides: readonly Side[], padding: Padding): Record<string, OnnxAttribute> {
  const pads = sides.map((side) => padsOf(side, padding));
  return {
    kernel_shape: ints(sides.map(({ kernel }) => kernel)),
    strides: ints(sides.map(({ stride }) => stride)),
    pads: ints([...pads.map(([before]) => before), ...pads.map(([, after]) => after)]),
  };
}

function dilationsOf(sides: readonly Side[]): Record<string, OnnxAttribute> {
  return { dilations: ints(sides.map(({ dilation }) => dilation)) };
}

/** Filters [count, height, width, channels] as ONNX has them, and depthwise ones [1, height, width, channels]. */
const FILTERS: Perm = [0, 3, 1, 2];
const DEPTHWISE_FILTERS: Perm = [3, 0, 1, 2];
const TRANSPOSED_FILTERS: Perm = [3, 0, 1, 2];

export function emitConv(exporter: Exporter, op: OpOf<'CONV_2D' | 'DEPTHWISE_CONV_2D'>): void {
  const [input, filters, bias = -1] = op.inputs as [number, number, number?];
  const output = op.outputs[0]!;
  const { strideH, strideW, dilationH, dilationW, padding, activation } = op.options;
  const [, kernelH, kernelW, depth] = exporter.shapeOf(filters) as [number, number, number, number];
  const [, inputsH, inputsW, channels] = exporter.shapeOf(input) as [number, number, number, number];
  const [, outputsH, outputsW] = exporter.shapeOf(output) as [number, number, number];
  const sides = [
    { inputs: inputsH, outputs: outputsH, kernel: kernelH, stride: strideH, dilation: dilationH },
    { inputs: inputsW, outputs: outputsW, kernel: kernelW, stride: strideW, dilation: dilationW },
  ];
  const isDepthwise = op.code === 'DEPTHWISE_CONV_2D';
  const weights = exporter.real(filters, isDepthwise ? DEPTHWISE_FILTERS : FILTERS);
  const group = int(isDepthwise ? channels : channels / depth);
  const operands = [exporter.real(input, CHANNELS_FIRST), weights, ...(bias < 0 ? [] : [exporter.real(bias)])];
  const sums = exporter.node('Conv', operands, { ...windowAttributes(sides, padding), ...dilationsOf(sides), group });
  exporter.give(output, activated(exporter, activation, sums), CHANNELS_FIRST);
}

export function emitTransposeConv(exporter: Exporter, op: OpOf<'TRANSPOSE_CONV'>): void {
  const [, filters, input, bias = -1] = op.inputs as [number, number, number, number?];
  const output = op.outputs[0]!;
  const { strideH, strideW, padding, activation } = op.options;
  const [, kernelH, kernelW] = exporter.shapeOf(filters) as [number, number, number];
  const [, inputsH, inputsW] = exporter.shapeOf(input) as [number, number, number];
  const [, outputsH, outputsW] = exporter.shapeOf(output) as [number, number, number];
  // As of the forward convolution that this one turns round: its inputs are our outputs.
  const sides = [
    { inputs: outputsH, outputs: inputsH, kernel: kernelH, stride: strideH, dilation: 1 },
    { inputs: outputsW, outputs: inputsW, kernel: kernelW, stride: strideW, dilation: 1 },
  ];
  const beyond = sides.map(({ inputs, outputs, kernel, stride }) => Math.max(0, inputs - ((outputs - 1) * stride + kernel)));
  const attributes = { ...windowAttributes(sides, padding), output_padding: ints(beyond) };
  const operands = [
    exporter.real(input, CHANNELS_FIRST),
    exporter.real(filters, TRANSPOSED_FILTERS),
    ...(bias < 0 ? [] : [exporter.real(bias)]),
  ];
  exporter.give(output, activated(exporter, activation, exporter.node('ConvTranspose', operands, attributes)), CHANNELS_FIRST);
}

export function emitPool(exporter: Exporter, op: OpOf<'MAX_POOL_2D' | 'AVERAGE_POOL_2D'>): void {
  const [input] = op.inputs as [number];
  const output = op.outputs[0]!;
  const { filterH, filterW, strideH, strideW, padding, activation } = op.options;
  const [, inputsH, inputsW] = exporter.shapeOf(input) as [number, number, number];
  const [, outputsH, outputsW] = exporter.shapeOf(output) as [number, number, number];
  const sides = [
    { inputs: inputsH, outputs: outputsH, kernel: filterH, stride: strideH, dilation: 1 },
    { inputs: inputsW, outputs: outputsW, kernel: filterW, stride: strideW, dilation: 1 },
  ];
  const kind = op.code === 'MAX_POOL_2D' ? 'MaxPool' : 'AveragePool';
  const pooled = exporter.node(kind, [exporter.real(input, CHANNELS_FIRST)], windowAttributes(sides, padding));
  exporter.give(output, activated(exporter, activation, pooled), CHANNELS_FIRST);
}
