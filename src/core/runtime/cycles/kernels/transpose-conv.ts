/** TRANSPOSE_CONV, int8. */
import type { DeployedGraph } from '../../../graph/deployed.ts';
import type { Counts, Kernel, OpOf } from '../kernel.ts';
import { axisOf, validTaps } from '../window.ts';
import type { Axis } from '../window.ts';
import { addGeneralDsp, addGeneralMve, addGeneralScalar, convGeneralDsp, convGeneralMve, convGeneralScalar } from './conv.ts';
import { geometryOf, inputShape, nhwc, outputShape } from './geometry.ts';
import type { Geometry } from './geometry.ts';

type TransposeConv = Kernel<'TRANSPOSE_CONV'>;

/** Rows of the window that arm_transpose_conv_s8 computes, over all input rows: it leaves out those above and, but for one, below the output. */
function windowRowsRun(y: Axis): number {
  let rows = 0;
  for (let at = 0; at < y.output; at++) {
    const top = at * y.stride - y.before;
    rows += Math.max(0, y.kernel - Math.max(0, -top) - Math.max(0, top + y.kernel - y.input - 1));
  }
  return rows;
}

/** Positions of the input, cells of the window, and how many of their products fall inside the output. */
function scatter(op: OpOf<'TRANSPOSE_CONV'>, graph: DeployedGraph) {
  const filter = inputShape(op, graph, 1);
  const input = inputShape(op, graph, 2);
  const output = outputShape(op, graph);
  const { padding, strideH, strideW } = op.options;
  // A transposed convolution is the gradient of a convolution from its output to its input, so the windows are that one's.
  const y = axisOf(nhwc(output, 1), nhwc(input, 1), nhwc(filter, 1), strideH, 1, padding);
  const x = axisOf(nhwc(output, 2), nhwc(input, 2), nhwc(filter, 2), strideW, 1, padding);
  const batches = nhwc(input, 0);
  return {
    batches,
    positions: batches * y.output * x.output,
    windowRowsRun: batches * windowRowsRun(y),
    inputColumns: x.output,
    outputRows: batches * y.input,
    bufferColumns: (x.output - 1) * strideW + Math.max(x.kernel, strideW),
    windowRows: y.kernel,
    windowColumns: x.kernel,
    cells: y.kernel * x.kernel,
    inside: batches * validTaps(y) * validTaps(x),
    inputChannels: nhwc(input, 3),
    outputChannels: nhwc(output, 3),
    pixels: batches * y.input * x.input,
  };
}

/** TFLM's loops: every input value is spread over the window and all output channels, those outside included. */
export const transposeConvReference: TransposeConv = {
  name: 'transpose conv reference',
  terms: ['call', 'outputs', 'inputs', 'inputs x window rows', 'inputs x window cells', 'inputs x products', 'inputs x products inside'],
  count: (op, graph, counts) => {
    const s = scatter(op, graph);
    const inputs = s.positions * s.inputChannels;
    const taps = inputs * s.cells;
    const inside = s.inside * s.inputChannels * s.outputChannels;
    counts
      .add(1)
      .add(s.pixels * s.outputChannels)
      .add(inputs)
      .add(inputs * s.windowRows)
      .add(taps)
      .add(taps * s.outputChannels)
      .add(inside);
  },
};

/**
 * Row by row: four, two or one input positions meet every cell of the window, `lanes` input channels a step, and are added to a rolling
 * buffer of sums (arm_transpose_conv_s8, arm_nn_transpose_conv_row_s8_s32).
 */
function transposeConvRows(name: string, lanes: 2 | 4 | 16): TransposeConv {
  return {
    name,
    terms: [
      'call',
      lanes === 16 ? 'outputs / 4' : 'outputs',
      'buffered columns',
      'groups x window rows',
      'groups x cells',
      'positions x cells',
      'groups x cells x steps',
      'positions x cells x steps',
      'groups x cells x rest',
      'positions x cells x rest',
    ],
    count: (op, graph, counts) => {
      const s = scatter(op, graph);
      const groups = (s.inputColumns >> 2) + ((s.inputColumns >> 1) & 1) + (s.inputColumns & 1);
      const windowRows = groups * s.windowRowsRun * s.outputChannels;
      const cells = windowRows * s.windowColumns;
      const products = s.inputColumns * s.windowRowsRun * s.windowColumns * s.outputChannels;
      const steps = lanes === 16 ? Math.ceil(s.inputChannels / 16) : Math.floor(s.inputChannels / lanes);
      const rest = lanes === 16 ? 0 : s.inputChannels % lanes;
      const outputs = lanes === 16 ? s.pixels * Math.ceil(s.outputChannels / 4) : s.pixels * s.outputChannels;
      const buffered = s.outputRows * s.bufferColumns;
      counts
        .add(1)
        .add(outputs)
        .add(buffered)
        .add(windowRows)
        .add(cells)
        .add(products)
        .add(cells * steps)
        .add(products * steps)
        .add(cells * rest)
        .add(products * rest);
    },
  };
}

export const transposeConvScalar = transposeConvRows('transpose conv scalar', 2);
export const transposeConvDsp = transposeConvRows('transpose conv dsp', 4);
export const transposeConvMve = transposeConvRows('transpose conv mve', 16);

/**
 * The ordinary convolution that a reversed transposed one becomes: over the output's own grid, on which the input's cells are spread out;
 * cells between them are filled like those outside.
 */
function spreadOut(op: OpOf<'TRANSPOSE_CONV'>, graph: DeployedGraph): Geometry {
  const filter = inputShape(op, graph, 1);
  const output = outputShape(op, graph);
  const y = axisOf(nhwc(output, 1), nhwc(output, 1), nhwc(filter, 1), 1, 1, 'SAME');
  const x = axisOf(nhwc(output, 2), nhwc(output, 2), nhwc(filter, 2), 1, 1, 'SAME');
  return { ...geometryOf(inputShape(op, graph, 2), output, y, x), inside: scatter(op, graph).inside };
}

type AddGeneral = (counts: Counts, g: Geometry) => void;

/** More than 16 input channels and strides of 1 or 2: the input is spread out and the ordinary convolution runs. */
function transposeConvReversed(name: string, terms: readonly string[], add: AddGeneral): TransposeConv {
  return { name, terms, count: (op, graph, counts) => add(counts, spreadOut(op, graph)) };
}

export const transposeConvReversedScalar = transposeConvReversed(
  'transpose conv reversed scalar',
  convGeneralScalar.terms,
  addGeneralScalar,
);
export const transposeConvReversedDsp = transposeConvReversed('transpose conv reversed dsp', convGeneralDsp.terms, addGeneralDsp);
export const transposeConvReversedMve = transposeConvReversed('transpose conv reversed mve', convGeneralMve.terms, addGeneralMve);
