/** Convolutions: two arrays with one multiplier and one shift a channel dominate their records. */
import type { DeployedGraph, DeployedTensor } from '../../graph/deployed.ts';
import { elementCount } from '../../graph/tensor.ts';
import * as scratch from './cmsis-scratch.ts';
import type { WindowShape } from './cmsis-scratch.ts';
import type { Kernel, Ledger, OpOfCode } from './ledger.ts';
import { dimensionOf, persistPerChannel, tempOperands, tensorAt } from './ledger.ts';
import type { Target } from './target.ts';

type ConvOp = OpOfCode<'CONV_2D'> | OpOfCode<'DEPTHWISE_CONV_2D'>;

/** Padding, zero points, multiplier and shift, the two arrays, the activation's range, the index of unpacked weights. */
const CONV_DATA = 'iiii iii ii pp ii i';

/** Padding before the first cell, as TFLM computes it: half of what is missing, rounded down. */
function padBefore(padding: 'SAME' | 'VALID', input: number, kernel: number, stride: number, dilation: number): number {
  const extent = (kernel - 1) * dilation + 1;
  const output = Math.ceil((padding === 'SAME' ? input : input - extent + 1) / stride);
  return Math.max(0, Math.trunc(((output - 1) * stride + extent - input) / 2));
}

function windowOf(
  op: ConvOp | OpOfCode<'TRANSPOSE_CONV'>,
  input: DeployedTensor,
  graph: DeployedGraph,
  dilationH: number,
  dilationW: number,
): WindowShape {
  const kernel = tensorAt(graph, op.inputs, 1);
  const output = tensorAt(graph, op.outputs, 0);
  const strideH = Math.max(1, op.options.strideH);
  const strideW = Math.max(1, op.options.strideW);
  const { padding } = op.options;
  return {
    batch: dimensionOf(input, 0),
    inputH: dimensionOf(input, 1),
    inputW: dimensionOf(input, 2),
    inputC: dimensionOf(input, 3),
    kernelH: dimensionOf(kernel, 1),
    kernelW: dimensionOf(kernel, 2),
    outputW: dimensionOf(output, 2),
    outputC: dimensionOf(output, 3),
    strideH,
    strideW,
    dilationH,
    dilationW,
    padH: padBefore(padding, dimensionOf(input, 1), dimensionOf(kernel, 1), strideH, dilationH),
    padW: padBefore(padding, dimensionOf(input, 2), dimensionOf(kernel, 2), strideW, dilationW),
  };
}

function cmsisNnBytes(op: ConvOp, graph: DeployedGraph, target: Target): number {
  const input = tensorAt(graph, op.inputs, 0);
  const kernel = tensorAt(graph, op.inputs, 1);
  const shape = windowOf(op, input, graph, op.options.dilationH, op.options.dilationW);
  if (op.code === 'CONV_2D') {
    return input.type === 'int16'
      ? scratch.convolve16Bytes(shape, target.vectors)
      : scratch.convolveBytes(shape, dimensionOf(kernel, 3), target.vectors);
  }
  if (input.type === 'int16') return scratch.depthwise16Bytes(shape, target.vectors);
  return kernel.type === 'int4' ? scratch.depthwise4Bytes(shape) : scratch.depthwiseBytes(shape, target.vectors);
}

function prepareCmsisNn(ledger: Ledger, op: ConvOp, graph: DeployedGraph, target: Target, channels: number): void {
  const quantized = tensorAt(graph, op.inputs, 0).type !== 'float32';
  ledger.temp(op.inputs[0]);
  ledger.temp(op.inputs[1]);
  ledger.temp(op.outputs[0]);
  if (quantized) persistPerChannel(ledger, channels);
  tempOperands(ledger, op);
  const bytes = quantized ? cmsisNnBytes(op, graph, target) : 0;
  if (bytes > 0) ledger.scratch(bytes, 'unrolled window');
}

function prepareReference(ledger: Ledger, op: ConvOp, graph: DeployedGraph, channels: number): void {
  const kernel = tensorAt(graph, op.inputs, 1);
  ledger.temp(op.outputs[0]);
  ledger.temp(op.inputs[0]);
  ledger.temp(op.inputs[1]);
  persistPerChannel(ledger, channels);
  if (kernel.type === 'int4') ledger.scratch(elementCount(kernel.shape), 'unpacked weights');
  tempOperands(ledger, op);
}

function prepare(ledger: Ledger, op: ConvOp, graph: DeployedGraph, target: Target): void {
  const channels = dimensionOf(tensorAt(graph, op.inputs, 1), op.code === 'CONV_2D' ? 0 : 3);
  if (target.kernels === 'cmsis-nn') prepareCmsisNn(ledger, op, graph, target, channels);
  else prepareReference(ledger, op, graph, channels);
}

export const conv2d: Kernel<'CONV_2D'> = {
  params: 'e ii e ii e',
  opData: { reference: CONV_DATA, cmsisNn: `${CONV_DATA} i` },
  prepare,
};

export const depthwiseConv2d: Kernel<'DEPTHWISE_CONV_2D'> = {
  params: 'e iii e ii',
  opData: { reference: CONV_DATA, cmsisNn: `${CONV_DATA} i` },
  prepare,
};

/** Padding type and values, strides and dilations, offsets, multiplier and shift, two ranges, three scratch indices, two arrays. */
const TRANSPOSE_CONV_DATA = 'e hhhh hhhh iii ii ii ii iii pp';

export const transposeConv: Kernel<'TRANSPOSE_CONV'> = {
  params: 'e ii ee',
  opData: { reference: TRANSPOSE_CONV_DATA, cmsisNn: TRANSPOSE_CONV_DATA },
  // Inputs: 0 the output's shape, which TFLM ignores, 1 the kernel, 2 the input, 3 the bias.
  prepare(ledger, op, graph, target) {
    const input = tensorAt(graph, op.inputs, 2);
    const outputs = elementCount(tensorAt(graph, op.outputs, 0).shape);
    ledger.temp(op.outputs[0]);
    ledger.temp(op.inputs[2]);
    ledger.temp(op.inputs[1]);
    persistPerChannel(ledger, dimensionOf(tensorAt(graph, op.inputs, 1), 0));
    if (input.type === 'int16') ledger.scratch(8 * outputs, 'accumulators');
    else if (input.type === 'int8' && target.kernels === 'reference') ledger.scratch(4 * outputs, 'accumulators');
    else if (input.type === 'int8') {
      const shape = windowOf(op, input, graph, 1, 1);
      ledger.scratch(scratch.transposeConvBytes(shape, target.vectors), 'accumulators');
      ledger.scratch(scratch.reversedKernelBytes(shape), 'reversed kernel');
    }
    if (input.type === 'float32') return;
    ledger.temp(op.inputs[2]);
    ledger.temp(op.inputs[1]);
    ledger.temp(op.inputs[3]);
    ledger.temp(op.outputs[0]);
  },
};
