/** MEAN: its axes are an attribute until operator set 17 and an input from 18 on. */
import type { DeployedOp } from '../../graph/deployed.ts';
import { sameShape } from '../../graph/tensor.ts';
import { int, ints } from './attributes.ts';
import type { Exporter } from './exporter.ts';
import { identity } from './layout.ts';

export function emitMean(exporter: Exporter, op: Extract<DeployedOp, { code: 'MEAN' }>): void {
  const [input, table] = op.inputs as [number, number];
  const output = op.outputs[0]!;
  const shape = exporter.shapeOf(input);
  const axes = new Set(exporter.numbers(table).map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const kept = shape.map((size, axis) => (axes.has(axis) ? 1 : size));
  const isKept = sameShape(kept, exporter.shapeOf(output));
  const made = exporter.orderOf(input);
  const left = made.filter((axis) => !axes.has(axis));
  const order = isKept || left.every((axis, i) => i === 0 || axis > left[i - 1]!) ? made : identity(shape.length);
  const places = order.flatMap((axis, place) => (axes.has(axis) ? [place] : []));
  const value = exporter.real(input, order);
  const keepdims = int(isKept ? 1 : 0);
  const mean =
    exporter.opset < 18
      ? exporter.node('ReduceMean', [value], { axes: ints(places), keepdims })
      : exporter.node('ReduceMean', [value, exporter.integers('axes', places)], { keepdims });
  exporter.give(output, mean, isKept ? order : undefined);
}
