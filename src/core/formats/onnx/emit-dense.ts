/** FULLY_CONNECTED as Gemm. A flattened image is read as it lies, channels first: the columns of the weights move instead. */
import type { DeployedOp } from '../../graph/deployed.ts';
import { elementCount } from '../../graph/tensor.ts';
import { gatherOrder } from '../permute-values.ts';
import { int } from './attributes.ts';
import { turnedColumns } from './constant-tensor.ts';
import { activated } from './emit-activation.ts';
import { CHANNELS_FIRST, type Exporter } from './exporter.ts';
import { samePerm } from './layout.ts';

export function emitDense(exporter: Exporter, op: Extract<DeployedOp, { code: 'FULLY_CONNECTED' }>): void {
  const [input, weights, bias = -1] = op.inputs as [number, number, number?];
  const output = op.outputs[0]!;
  const [units, depth] = exporter.shapeOf(weights) as [number, number];
  const image = imageBehind(exporter, input, weights);
  const isRows = image === undefined && exporter.shapeOf(input).length === 2 && exporter.shapeOf(input)[1] === depth;
  const value = image === undefined ? exporter.real(input) : exporter.real(image, CHANNELS_FIRST);
  const rows = isRows ? value : exporter.node('Reshape', [value, exporter.integers('rows', [-1, depth])]);
  const columns = image === undefined ? exporter.real(weights) : movedWeights(exporter, weights, image);
  const operands = [rows, columns, ...(bias < 0 ? [] : [exporter.real(bias)])];
  const sums = activated(exporter, op.options.activation, exporter.node('Gemm', operands, { transB: int(1) }));
  const shape = exporter.shapeOf(output);
  const isFlat = shape.length === 2 && shape[1] === units;
  exporter.give(output, isFlat ? sums : exporter.node('Reshape', [sums, exporter.integers('shape', shape)]));
}

/** The channels-first image that the input is, flattened or not, where constant weights see all of it at once. */
function imageBehind(exporter: Exporter, input: number, weights: number): number | undefined {
  const image = exporter.flattenedFrom(input) ?? input;
  const shape = exporter.shapeOf(image);
  const isWhole = elementCount(shape.slice(1)) === exporter.shapeOf(weights)[1];
  const isFirst = shape.length === 4 && samePerm(exporter.orderOf(image), CHANNELS_FIRST);
  return isFirst && isWhole && exporter.isConstant(weights) ? image : undefined;
}

function movedWeights(exporter: Exporter, weights: number, image: number): string {
  const [, height, width, channels] = exporter.shapeOf(image) as [number, number, number, number];
  const order = gatherOrder([height, width, channels], [2, 0, 1]);
  return exporter.realOf(weights, turnedColumns(exporter.contents(weights), order));
}
