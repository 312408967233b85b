/**
 * Scratch bytes CMSIS-NN's kernels ask for, per vector unit.
 * Source: the arm_*_get_buffer_size functions of ARM-software/CMSIS-NN at 4ab83cc3, built with GCC; the int8 ones agree with every
 * measured arena, the int16 ones are not measured.
 */
import { alignUp } from './structs.ts';
import type { VectorUnit } from './target.ts';

/** Sizes and strides of a windowed operator, as the kernels see them. */
export interface WindowShape {
  readonly batch: number;
  readonly inputH: number;
  readonly inputW: number;
  readonly inputC: number;
  readonly kernelH: number;
  readonly kernelW: number;
  readonly outputW: number;
  readonly outputC: number;
  readonly strideH: number;
  readonly strideW: number;
  readonly dilationH: number;
  readonly dilationW: number;
  /** Cells of padding before the first input cell. */
  readonly padH: number;
  readonly padW: number;
}

/** Channels a depthwise kernel handles at a time with MVE. */
const MVE_CHANNEL_BLOCK = 124;
/** More input channels than this make a transposed convolution run as a convolution over the reversed kernel. */
const REVERSE_CONV_CHANNELS = 16;
/** From this many window cells on, the 16-bit depthwise kernel runs without scratch. */
const WIDE_WINDOW = 512;

function undilated(shape: WindowShape): boolean {
  return shape.dilationH === 1 && shape.dilationW === 1;
}

function windowCells(shape: WindowShape): number {
  return shape.kernelH * shape.kernelW;
}

/** Two int16 columns of the unrolled window; with MVE four int8 columns of whole vectors. */
function unrolledBytes(columnElements: number, vectors: VectorUnit): number {
  return 4 * alignUp(columnElements, vectors === 'mve' ? 16 : 4);
}

/** int8 convolution whose kernel has `kernelC` channels. */
export function convolveBytes(shape: WindowShape, kernelC: number, vectors: VectorUnit): number {
  const grouped = shape.inputC !== kernelC;
  const pointwise = windowCells(shape) === 1 && shape.padH === 0 && shape.padW === 0 && undilated(shape);
  if (pointwise && !grouped) return 0;
  const general = unrolledBytes(windowCells(shape) * shape.inputC, vectors);
  const oneRow = shape.inputH === 1 && shape.kernelH === 1 && shape.dilationW === 1 && (shape.strideW * shape.inputC) % 4 === 0;
  return oneRow && !grouped && vectors === 'mve' ? oneRowBytes(shape, general) : general;
}

/** Outputs whose window reaches over the edge, given the cells of padding there. */
function edgeOutputs(padCells: number, stride: number): number {
  return padCells === 0 ? 0 : Math.max(1, Math.trunc((padCells + stride - 1) / stride));
}

/** A 1xN convolution with MVE pads one row instead of unrolling, when its padding splits evenly. */
function oneRowBytes(shape: WindowShape, general: number): number {
  const uneven = ((shape.outputW - 1) * shape.strideW + shape.kernelW - shape.inputW) % 2;
  const right = edgeOutputs(shape.padW + uneven, shape.strideW);
  const left = edgeOutputs(shape.padW, shape.strideW);
  if (right + left > shape.outputW) return general;
  const rightCells = uneven === 0 ? shape.padW : right;
  return Math.max((shape.kernelW + shape.padW) * shape.inputC, (shape.kernelW - 1 + rightCells) * shape.inputC);
}

/** Convolution over 16-bit activations. */
export function convolve16Bytes(shape: WindowShape, vectors: VectorUnit): number {
  const column = windowCells(shape) * shape.inputC;
  return vectors === 'mve' ? 8 * alignUp(column, 8) : 4 * column;
}

/** int8 depthwise convolution. */
export function depthwiseBytes(shape: WindowShape, vectors: VectorUnit): number {
  const window = windowCells(shape);
  // One input channel: with MVE it runs as a convolution over re-ordered weights.
  if (vectors === 'mve' && shape.inputC === 1 && shape.outputC > 1) return convolveBytes(shape, 1, vectors) + window * shape.outputC;
  if (shape.inputC !== shape.outputC || shape.batch !== 1 || !undilated(shape) || vectors === 'none') return 0;
  if (vectors === 'mve') return 4 * MVE_CHANNEL_BLOCK * window;
  const fast3x3 = shape.kernelH === 3 && shape.kernelW === 3 && shape.padH <= 1 && shape.padW <= 1;
  return fast3x3 ? 0 : 2 * shape.inputC * window;
}

/** int4 depthwise convolution: always the DSP kernel's size. */
export function depthwise4Bytes(shape: WindowShape): number {
  const direct = shape.inputC === shape.outputC && shape.batch === 1 && undilated(shape);
  return direct ? 2 * shape.inputC * windowCells(shape) : 0;
}

/** Depthwise convolution over 16-bit activations. */
export function depthwise16Bytes(shape: WindowShape, vectors: VectorUnit): number {
  const window = windowCells(shape);
  if (shape.inputC !== shape.outputC || !undilated(shape) || window >= WIDE_WINDOW || vectors === 'none') return 0;
  return vectors === 'mve' ? 8 * shape.inputC * window + 8 : 2 * shape.inputC * window;
}

function runsReversed(shape: WindowShape): boolean {
  return shape.strideW <= 2 && shape.strideH <= 2 && shape.inputC > REVERSE_CONV_CHANNELS;
}

/** Transposed convolution: its accumulators, or the unrolled window when it runs over the reversed kernel. */
export function transposeConvBytes(shape: WindowShape, vectors: VectorUnit): number {
  if (runsReversed(shape)) return unrolledBytes(windowCells(shape) * shape.inputC, vectors);
  const columns = (shape.inputW - 1) * shape.strideW + Math.max(shape.kernelW, shape.strideH);
  return 4 * columns * shape.outputC * Math.max(shape.kernelH, shape.strideH);
}

export function reversedKernelBytes(shape: WindowShape): number {
  return runsReversed(shape) ? windowCells(shape) * shape.inputC * shape.outputC : 0;
}

export function averagePoolBytes(channels: number, vectors: VectorUnit): number {
  return vectors === 'dsp' ? 4 * channels : 0;
}

/** The sum of each row of weights, which MVE's inner product wants. */
export function rowSumBytes(rows: number, vectors: VectorUnit): number {
  return vectors === 'mve' ? 4 * rows : 0;
}
