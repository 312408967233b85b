/** Operators that only move data. */
import type { DeployedGraph, DeployedOp } from '../../../graph/deployed.ts';
import { elementCount } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Counts, Kernel } from '../kernel.ts';
import { Copies, COPY_TERMS } from './copy.ts';
import { inputShape, nhwc, outputShape } from './geometry.ts';

function bytesOf(graph: DeployedGraph, tensor: number): number {
  return graph.tensors[tensor]?.bytes ?? 0;
}

/** Product of the dimensions before `axis`. */
function outerCount(shape: Shape, axis: number): number {
  return elementCount(shape.slice(0, axis));
}

/** RESHAPE, SQUEEZE and EXPAND_DIMS copy the whole tensor. */
export const reshapeCopy: Kernel<'RESHAPE' | 'SQUEEZE' | 'EXPAND_DIMS'> = {
  name: 'reshape',
  terms: ['call', 'dimensions', ...COPY_TERMS],
  count: (op, graph, counts) => {
    const copies = new Copies();
    copies.note(1, bytesOf(graph, op.outputs[0]!), 0, 0);
    counts.add(1).add(outputShape(op, graph).length);
    copies.addTo(counts);
  },
};

/** One copy for every input in every outer position. */
export const concatenationCopy: Kernel<'CONCATENATION'> = {
  name: 'concatenation',
  terms: ['call', 'inputs', 'outer positions', ...COPY_TERMS],
  count: (op, graph, counts) => {
    const shape = outputShape(op, graph);
    const outer = outerCount(shape, op.options.axis < 0 ? op.options.axis + shape.length : op.options.axis);
    const copies = new Copies();
    const stride = bytesOf(graph, op.outputs[0]!) / outer;
    let start = 0;
    for (const input of op.inputs) {
      const bytes = bytesOf(graph, input) / outer;
      copies.note(outer, bytes, stride, start);
      start += bytes;
    }
    counts.add(1).add(op.inputs.length).add(outer);
    copies.addTo(counts);
  },
};

/** One copy for every output in every outer position; the split axis is where the shapes differ. */
export const splitCopy: Kernel<'SPLIT'> = {
  name: 'split',
  terms: ['call', 'outputs', 'outer positions', 'copies', 'bytes'],
  count: (op, graph, counts) => {
    const input = inputShape(op, graph, 1);
    const output = outputShape(op, graph);
    const axis = input.findIndex((size, i) => size !== output[i]);
    const outer = outerCount(input, axis < 0 ? 0 : axis);
    counts
      .add(1)
      .add(op.outputs.length)
      .add(outer)
      .add(outer * op.outputs.length)
      .add(bytesOf(graph, op.inputs[1]!));
  },
};

/** TFLM's loop: every cell is asked whether it lies in the border. */
export const padReference: Kernel<'PAD' | 'PADV2'> = {
  name: 'pad reference',
  terms: ['call', 'rows', 'outer positions', 'elements', 'copied elements'],
  count: (op, graph, counts) => {
    const shape = outputShape(op, graph);
    const elements = elementCount(shape);
    counts
      .add(1)
      .add(nhwc(shape, 0) * nhwc(shape, 1))
      .add(elements / nhwc(shape, 3))
      .add(elements)
      .add(elementCount(inputShape(op, graph, 0)));
  },
};

/** CMSIS-NN fills and copies whole runs (arm_pad_s8): a row of the image, or a position of it where channels are padded too. */
export const padByRun: Kernel<'PAD' | 'PADV2'> = {
  name: 'pad by run',
  terms: ['call', 'output rows', 'filled bytes / 16', ...COPY_TERMS],
  count: (op, graph, counts) => {
    const output = outputShape(op, graph);
    const input = inputShape(op, graph, 0);
    const channels = nhwc(input, 3);
    const rows = nhwc(input, 0) * nhwc(input, 1);
    const runs = nhwc(output, 3) === channels ? rows : rows * nhwc(input, 2);
    const copies = new Copies();
    const stride = nhwc(output, 3) * (runs === rows ? nhwc(output, 2) : 1);
    const bytes = elementCount(input) / runs;
    copies.note(runs, bytes, stride, (stride - bytes) >> 1);
    counts
      .add(1)
      .add(nhwc(output, 0) * nhwc(output, 1))
      .add((elementCount(output) - elementCount(input)) / 16);
    copies.addTo(counts);
  },
};

function addRows(op: DeployedOp, graph: DeployedGraph, counts: Counts): void {
  const shape = outputShape(op, graph);
  const elements = elementCount(shape);
  counts
    .add(1)
    .add(elements)
    .add(elements / (shape.at(-1) ?? 1));
}

export const sliceLoop: Kernel<'STRIDED_SLICE' | 'SLICE'> = {
  name: 'slice',
  terms: ['call', 'elements', 'rows'],
  count: addRows,
};

/** TFLM's loop over the output, and CMSIS-NN's over the input (arm_transpose_s8). */
export const transposeReference: Kernel<'TRANSPOSE'> = {
  name: 'transpose reference',
  terms: ['call', 'elements', 'rows'],
  count: addRows,
};
export const transposeFast: Kernel<'TRANSPOSE'> = { ...transposeReference, name: 'transpose' };

/** One copy of all channels for every output position. */
export const resizeNearestCopy: Kernel<'RESIZE_NEAREST_NEIGHBOR'> = {
  name: 'resize nearest',
  terms: ['call', 'rows', 'positions that are rounded', ...COPY_TERMS],
  count: (op, graph, counts) => {
    const shape = outputShape(op, graph);
    const channels = nhwc(shape, 3);
    const positions = elementCount(shape) / channels;
    const copies = new Copies();
    copies.note(positions, channels, channels, 0);
    const rounded = op.options.alignCorners || op.options.halfPixelCenters ? positions : 0;
    counts
      .add(1)
      .add(nhwc(shape, 0) * nhwc(shape, 1))
      .add(rounded);
    copies.addTo(counts);
  },
};

/** MEAN walks all elements; its index has as many digits as there are dimensions, each compared with every reduced axis. */
export const meanLoop: Kernel<'MEAN'> = {
  name: 'mean',
  terms: ['call', 'elements', 'elements x dimensions', 'elements x dimensions x axes', 'outputs'],
  count: (op, graph, counts) => {
    const shape = inputShape(op, graph, 0);
    const elements = elementCount(shape);
    const axes = elementCount(inputShape(op, graph, 1));
    counts
      .add(1)
      .add(elements)
      .add(elements * shape.length)
      .add(elements * shape.length * axes)
      .add(elementCount(outputShape(op, graph)));
  },
};
