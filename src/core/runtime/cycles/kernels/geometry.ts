/** Sizes of the operators with a sliding window, as the kernels' loops see them. */
import type { DeployedGraph, DeployedOp } from '../../../graph/deployed.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { OpOf } from '../kernel.ts';
import { axisOf, validTaps } from '../window.ts';
import type { Axis } from '../window.ts';

export interface Geometry {
  readonly batches: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly y: Axis;
  readonly x: Axis;
  /** Output positions over all batches. */
  readonly pixels: number;
  /** Cells of the window. */
  readonly taps: number;
  /** (output row, window row) pairs inside the image, one batch. */
  readonly rows: number;
  /** (output column, window column) pairs inside the image. */
  readonly columns: number;
  /** (output position, window cell) pairs inside the image, over all batches. */
  readonly inside: number;
}

/** Dimension `i` of a shape read as NHWC; missing leading dimensions are 1. */
export function nhwc(shape: Shape, i: 0 | 1 | 2 | 3): number {
  return shape[shape.length - 4 + i] ?? 1;
}

export function inputShape(op: DeployedOp, graph: DeployedGraph, i: number): Shape {
  return graph.tensors[op.inputs[i] ?? -1]?.shape ?? [];
}

export function outputShape(op: DeployedOp, graph: DeployedGraph, i = 0): Shape {
  return graph.tensors[op.outputs[i] ?? -1]?.shape ?? [];
}

export function geometryOf(input: Shape, output: Shape, y: Axis, x: Axis): Geometry {
  const batches = nhwc(output, 0);
  const rows = validTaps(y);
  const columns = validTaps(x);
  return {
    batches,
    inputChannels: nhwc(input, 3),
    outputChannels: nhwc(output, 3),
    y,
    x,
    pixels: batches * y.output * x.output,
    taps: y.kernel * x.kernel,
    rows,
    columns,
    inside: batches * rows * columns,
  };
}

export function convGeometry(op: OpOf<'CONV_2D' | 'DEPTHWISE_CONV_2D'>, graph: DeployedGraph): Geometry {
  const input = inputShape(op, graph, 0);
  const filter = inputShape(op, graph, 1);
  const output = outputShape(op, graph);
  const { padding, strideH, strideW, dilationH, dilationW } = op.options;
  const y = axisOf(nhwc(input, 1), nhwc(output, 1), nhwc(filter, 1), strideH, dilationH, padding);
  const x = axisOf(nhwc(input, 2), nhwc(output, 2), nhwc(filter, 2), strideW, dilationW, padding);
  return geometryOf(input, output, y, x);
}

export function poolGeometry(op: OpOf<'MAX_POOL_2D' | 'AVERAGE_POOL_2D'>, graph: DeployedGraph): Geometry {
  const input = inputShape(op, graph, 0);
  const output = outputShape(op, graph);
  const { padding, strideH, strideW, filterH, filterW } = op.options;
  const y = axisOf(nhwc(input, 1), nhwc(output, 1), filterH, strideH, 1, padding);
  const x = axisOf(nhwc(input, 2), nhwc(output, 2), filterW, strideW, 1, padding);
  return geometryOf(input, output, y, x);
}
