/** CONV_2D, int8. */
import type { DeployedGraph } from '../../../graph/deployed.ts';
import type { Counts, Kernel, OpOf } from '../kernel.ts';
import type { Axis } from '../window.ts';
import { convGeometry, inputShape, nhwc } from './geometry.ts';
import type { Geometry } from './geometry.ts';
import { addPaired, addPairedScalar, addQuadBlocks, addQuads, PAIRED_SCALAR_TERMS, PAIRED_TERMS, QUAD_TERMS } from './matmul.ts';

type Conv = Kernel<'CONV_2D'>;

/** Input channels a filter sees: fewer than the input has in a grouped convolution. */
function filterChannels(op: OpOf<'CONV_2D'>, graph: DeployedGraph): number {
  return nhwc(inputShape(op, graph, 1), 3);
}

/** TFLM's seven nested loops; a tap outside the image is skipped after its bounds check. */
export const convReference: Conv = {
  name: 'conv reference',
  terms: ['call', 'pixels', 'outputs', 'outputs x window rows', 'outputs x window cells', 'outputs x cells inside', 'MACs inside'],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const outputs = g.pixels * g.outputChannels;
    const inside = g.inside * g.outputChannels;
    counts
      .add(1)
      .add(g.pixels)
      .add(outputs)
      .add(outputs * g.y.kernel)
      .add(outputs * g.taps)
      .add(inside)
      .add(inside * filterChannels(op, graph));
  },
};

/** Copying windows into columns: what every im2col path does before its matrix product. */
const IM2COL_TERMS = ['call', 'pixels', 'pixels x window rows', 'cells above or below'] as const;

function addIm2col(counts: Counts, g: Geometry): void {
  const above = (g.pixels * g.y.kernel - g.batches * g.rows * g.x.output) * g.x.kernel;
  counts
    .add(1)
    .add(g.pixels)
    .add(g.pixels * g.y.kernel)
    .add(above);
}

/** memcpy and memset of the C library, a call a cell: what they do depends on how many bytes a cell has and how they are aligned. */
const CELL_TERMS = [
  'cells inside',
  'cells outside',
  'aligned cells inside',
  'aligned cells inside x channels / 16',
  'aligned cells inside x (channels % 16) / 4',
  'short unaligned cells inside x channels',
  'long unaligned cells inside',
  'long unaligned cells inside x channels / 4',
  'long unaligned cells inside x channels % 4',
  'aligned cells outside',
  'aligned cells outside x channels / 4',
  'unaligned cells outside x channels',
  'one-channel cells inside',
  'one-channel cells outside',
] as const;

function addCells(counts: Counts, g: Geometry): void {
  const channels = g.inputChannels;
  const single = channels === 1;
  const outside = g.pixels * g.taps - g.inside;
  const isAligned = (channels & 3) === 0;
  const aligned = isAligned ? g.inside : 0;
  const short = !isAligned && !single && channels < 16 ? g.inside : 0;
  const long = channels > 16 ? g.inside - aligned : 0;
  counts.add(single ? 0 : g.inside).add(single ? 0 : outside);
  counts
    .add(aligned)
    .add(aligned * (channels >> 4))
    .add(aligned * ((channels & 15) >> 2));
  counts.add(short * channels);
  counts
    .add(long)
    .add(long * (channels >> 2))
    .add(long * (channels & 3));
  counts.add(isAligned ? outside : 0).add(isAligned ? outside * (channels >> 2) : 0);
  counts.add(isAligned || single ? 0 : outside * channels);
  counts.add(single ? g.inside : 0).add(single ? outside : 0);
}

/** Products of two columns with two filters, with the last filter of an odd number, and of the last column of an odd number. */
function columnProducts(g: Geometry): readonly [blocks: number, halves: number, odd: number] {
  const positions = g.y.output * g.x.output;
  const pairs = g.batches * (positions >> 1);
  return [pairs * (g.outputChannels >> 1), pairs * (g.outputChannels & 1), g.batches * (positions & 1) * g.outputChannels];
}

/** Two columns of 16-bit values by two filters, four steps at a time (arm_convolve_s8 with DSP). */
export const convGeneralDsp: Conv = {
  name: 'conv general dsp',
  terms: [
    ...IM2COL_TERMS,
    ...CELL_TERMS,
    'pixels x depth / 4',
    'pixels x depth % 4',
    ...['2x2 blocks', '2x1 blocks', 'odd outputs'].flatMap((body) => [body, `${body} x depth / 4`, `${body} x depth % 4`]),
  ],
  count: (op, graph, counts) => addGeneralDsp(counts, convGeometry(op, graph)),
};

export function addGeneralDsp(counts: Counts, g: Geometry): void {
  const depth = g.taps * g.inputChannels;
  const fours = depth >> 2;
  const rest = depth & 3;
  addIm2col(counts, g);
  addCells(counts, g);
  counts.add(g.pixels * fours).add(g.pixels * rest);
  for (const products of columnProducts(g))
    counts
      .add(products)
      .add(products * fours)
      .add(products * rest);
}

/** The same without DSP: one step at a time. */
export const convGeneralScalar: Conv = {
  name: 'conv general scalar',
  terms: [
    ...IM2COL_TERMS,
    ...CELL_TERMS,
    'pixels x depth',
    ...['2x2 blocks', '2x1 blocks', 'odd outputs'].flatMap((body) => [body, `${body} x depth`]),
  ],
  count: (op, graph, counts) => addGeneralScalar(counts, convGeometry(op, graph)),
};

export function addGeneralScalar(counts: Counts, g: Geometry): void {
  const depth = g.taps * g.inputChannels;
  addIm2col(counts, g);
  addCells(counts, g);
  counts.add(g.pixels * depth);
  for (const products of columnProducts(g)) counts.add(products).add(products * depth);
}

/** Its last two terms belong to the depthwise convolutions that are run as ordinary ones. */
const CONV_GENERAL_MVE_TERMS = [
  ...IM2COL_TERMS,
  'cells inside',
  'cells outside',
  'cells inside x channels / 16',
  'cells outside x channels / 16',
  ...QUAD_TERMS,
  'filters transposed',
  'filter cells transposed',
];

/** Four int8 columns by one filter in vectors of 16 (arm_convolve_s8 with MVE). */
export const convGeneralMve: Conv = {
  name: 'conv general mve',
  terms: CONV_GENERAL_MVE_TERMS,
  count: (op, graph, counts) => addGeneralMve(counts, convGeometry(op, graph)),
};

export function addGeneralMve(counts: Counts, g: Geometry): void {
  const vectors = (g.inputChannels + 15) >> 4;
  const outside = g.pixels * g.taps - g.inside;
  addIm2col(counts, g);
  counts.add(g.inside).add(outside);
  counts.add(g.inside * vectors).add(outside * vectors);
  addQuads(counts, g.batches, g.y.output * g.x.output, g.outputChannels, g.taps * g.inputChannels);
  counts.add(0).add(0);
}

/** A depthwise convolution of one input channel with MVE: its filter is transposed and the above runs (arm_depthwise_conv_to_conv_s8). */
export const depthwiseAsConvMve: Kernel<'DEPTHWISE_CONV_2D'> = {
  name: 'conv general mve',
  terms: CONV_GENERAL_MVE_TERMS,
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    addIm2col(counts, g);
    const outside = g.pixels * g.taps - g.inside;
    counts.add(g.inside).add(outside).add(g.inside).add(outside);
    addQuads(counts, g.batches, g.y.output * g.x.output, g.outputChannels, g.taps);
    counts.add(1).add(g.taps * g.outputChannels);
  },
};

/** Outputs of a row whose window reaches over its left and its right end. */
function paddedEnds(x: Axis): readonly [left: number, right: number] {
  const missing = Math.max(0, (x.output - 1) * x.stride + x.kernel - x.input);
  return [Math.ceil(x.before / x.stride), Math.ceil((missing - x.before) / x.stride)];
}

/** One row of the image: columns are copied only at its padded ends; the middle is multiplied in place (arm_convolve_1_x_n_s8 with MVE). */
export const convRowMve: Conv = {
  name: 'conv row mve',
  terms: ['call', 'padded outputs', 'padded outputs x depth / 16', ...QUAD_TERMS],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const depth = g.taps * g.inputChannels;
    const [left, right] = paddedEnds(g.x);
    const padded = g.batches * (left + right);
    const middle = Math.max(0, g.x.output - left - right);
    const blocks = (left >> 2) + (middle >> 2) + (right >> 2);
    const singles = (left & 3) + (middle & 3) + (right & 3);
    counts
      .add(1)
      .add(padded)
      .add(padded * ((depth + 15) >> 4));
    addQuadBlocks(counts, g.batches * blocks, g.batches * singles, g.outputChannels, depth);
  },
};

/** Positions handed to one call of the matrix product by a 1x1 convolution: the whole image, or a row of it when strided. */
function pointwiseCalls(g: Geometry): readonly [calls: number, rows: number] {
  const strided = g.y.stride > 1 || g.x.stride > 1;
  return strided ? [g.batches * g.y.output, g.x.output] : [1, g.pixels];
}

export const convPointwiseDsp: Conv = {
  name: 'conv 1x1 dsp',
  terms: ['call', 'products', ...PAIRED_TERMS],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const [calls, rows] = pointwiseCalls(g);
    counts.add(1).add(calls);
    addPaired(counts, calls, rows, g.outputChannels, g.inputChannels);
  },
};

export const convPointwiseScalar: Conv = {
  name: 'conv 1x1 scalar',
  terms: ['call', 'products', ...PAIRED_SCALAR_TERMS],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const [calls, rows] = pointwiseCalls(g);
    counts.add(1).add(calls);
    addPairedScalar(counts, calls, rows, g.outputChannels, g.inputChannels);
  },
};

export const convPointwiseMve: Conv = {
  name: 'conv 1x1 mve',
  terms: ['call', 'products', ...QUAD_TERMS],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const [calls, rows] = pointwiseCalls(g);
    counts.add(1).add(calls);
    addQuads(counts, calls, rows, g.outputChannels, g.inputChannels);
  },
};
