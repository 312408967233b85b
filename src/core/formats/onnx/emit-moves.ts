/** Operators that only move values: they take them as the file holds them, integers as integers. */
import type { DeployedOp } from '../../graph/deployed.ts';
import { elementCount, sameShape, type Shape } from '../../graph/tensor.ts';
import { int, ints, text } from './attributes.ts';
import { activated } from './emit-activation.ts';
import { CHANNELS_FIRST, type Exporter } from './exporter.ts';
import { unsupported } from './importer.ts';
import { samePerm } from './layout.ts';

type OpOf<C extends DeployedOp['code']> = Extract<DeployedOp, { code: C }>;

/** RESHAPE, SQUEEZE and EXPAND_DIMS: shapes are known. */
export function emitReshape(exporter: Exporter, op: OpOf<'RESHAPE' | 'SQUEEZE' | 'EXPAND_DIMS'>): void {
  const [input] = op.inputs as [number];
  const output = op.outputs[0]!;
  const [from, to] = [exporter.shapeOf(input), exporter.shapeOf(output)];
  const isFlattened = samePerm(exporter.orderOf(input), CHANNELS_FIRST) && sameShape(to, [from[0]!, elementCount(from.slice(1))]);
  if (isFlattened) return exporter.flatten(output, input);
  exporter.giveStored(output, exporter.node('Reshape', [exporter.stored(input), exporter.integers('shape', to)]));
}

export function emitTranspose(exporter: Exporter, op: OpOf<'TRANSPOSE'>): void {
  const [input, table] = op.inputs as [number, number];
  const order = exporter.orderOf(input);
  const perm = exporter.numbers(table).map((axis) => order.indexOf(axis));
  exporter.giveStored(op.outputs[0]!, exporter.node('Transpose', [exporter.stored(input, order)], { perm: ints(perm) }));
}

export function emitConcat(exporter: Exporter, op: OpOf<'CONCATENATION'>): void {
  const output = op.outputs[0]!;
  const order = exporter.commonOrder(op.inputs);
  const joined = exporter.node(
    'Concat',
    op.inputs.map((input) => exporter.real(input, order)),
    { axis: int(order.indexOf(fromFront(op.options.axis, order.length))) },
  );
  exporter.give(output, activated(exporter, op.options.activation, joined), order);
}

export function emitSplit(exporter: Exporter, op: OpOf<'SPLIT'>): void {
  const [table, input] = op.inputs as [number, number];
  const order = exporter.orderOf(input);
  const axis = fromFront(exporter.numbers(table)[0] ?? 0, order.length);
  const sizes = exporter.integers(
    'sizes',
    op.outputs.map((output) => exporter.shapeOf(output)[axis]!),
  );
  const operands = [exporter.stored(input, order), sizes];
  const parts = exporter.manyOf('Split', operands, { axis: int(order.indexOf(axis)) }, op.outputs.length);
  op.outputs.forEach((output, i) => exporter.giveStored(output, parts[i]!, order));
}

/** PAD with 0 and PADV2 with a value. */
export function emitPad(exporter: Exporter, op: OpOf<'PAD' | 'PADV2'>): void {
  const [input, table, filler = -1] = op.inputs as [number, number, number?];
  const order = exporter.orderOf(input);
  const pads = exporter.numbers(table);
  const each = (side: 0 | 1): number[] => order.map((axis) => pads[2 * axis + side] ?? 0);
  const operands = [exporter.real(input, order), exporter.integers('pads', [...each(0), ...each(1)]), exporter.fill(filler)];
  exporter.give(op.outputs[0]!, exporter.node('Pad', operands), order);
}

export function emitSlice(exporter: Exporter, op: OpOf<'SLICE'>): void {
  const [input, begin] = op.inputs as [number, number];
  const starts = exporter.numbers(begin);
  const cuts = exporter.shapeOf(op.outputs[0]!).map((count, axis) => ({ start: starts[axis] ?? 0, count, step: 1 }));
  cut(exporter, input, op.outputs[0]!, cuts);
}

export function emitStridedSlice(exporter: Exporter, op: OpOf<'STRIDED_SLICE'>): void {
  const { ellipsisMask, newAxisMask, beginMask, shrinkAxisMask } = op.options;
  if (ellipsisMask !== 0 || newAxisMask !== 0) unsupported('it has an ellipsis or new axes');
  const [input, ...tables] = op.inputs as [number, number, number, number];
  const [begin = [], , steps = []] = tables.map((table) => exporter.numbers(table));
  const counts = [...exporter.shapeOf(op.outputs[0]!)];
  const bit = (mask: number, axis: number): boolean => axis < begin.length && (mask & (1 << axis)) !== 0;
  const cuts = exporter.shapeOf(input).map((cells, axis) => {
    const step = steps[axis] ?? 1;
    const start = bit(beginMask, axis) ? (step > 0 ? 0 : cells - 1) : within(begin[axis] ?? 0, cells, step);
    return bit(shrinkAxisMask, axis) ? { start, count: 1, step: 1 } : { start, count: counts.shift() ?? 1, step };
  });
  cut(exporter, input, op.outputs[0]!, cuts);
}

interface Cut {
  readonly start: number;
  readonly count: number;
  readonly step: number;
}

/** ONNX counts an end below 0 from the back, so one before the first cell is written as the lowest number there is. */
const BEFORE_ALL = -(2 ** 31);

function cut(exporter: Exporter, input: number, output: number, cuts: readonly Cut[]): void {
  const shape = exporter.shapeOf(output);
  const taken = cuts.map(({ count }) => count);
  const order = sameShape(shape, taken) ? exporter.orderOf(input) : cuts.map((_, axis) => axis);
  const inOrder = order.map((axis) => cuts[axis]!);
  const ends = inOrder.map(({ start, count, step }) => {
    const end = start + count * step;
    return end < 0 ? BEFORE_ALL : end;
  });
  const operands = [
    exporter.stored(input, order),
    exporter.integers(
      'starts',
      inOrder.map(({ start }) => start),
    ),
    exporter.integers('ends', ends),
    exporter.integers(
      'axes',
      order.map((_, axis) => axis),
    ),
    exporter.integers(
      'steps',
      inOrder.map(({ step }) => step),
    ),
  ];
  const part = exporter.node('Slice', operands);
  if (sameShape(shape, taken)) exporter.giveStored(output, part, order);
  else exporter.giveStored(output, exporter.node('Reshape', [part, exporter.integers('shape', shape)]));
}

function within(given: number, cells: number, step: number): number {
  const position = given < 0 ? given + cells : given;
  return step > 0 ? Math.max(0, Math.min(cells, position)) : Math.max(-1, Math.min(cells - 1, position));
}

function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** GATHER, and EMBEDDING_LOOKUP with its operands the other way round. */
export function emitGather(exporter: Exporter, op: OpOf<'GATHER' | 'EMBEDDING_LOOKUP'>): void {
  if (op.code === 'GATHER' && op.options.batchDims !== 0) unsupported('it has batch dimensions');
  const [table, indices] = op.code === 'GATHER' ? (op.inputs as [number, number]) : ([...op.inputs].reverse() as [number, number]);
  const axis = op.code === 'GATHER' ? fromFront(op.options.axis, exporter.shapeOf(table).length) : 0;
  const output = op.outputs[0]!;
  const isHybrid = exporter.isQuantized(table) && !exporter.isQuantized(output);
  const rows = exporter.node('Gather', [isHybrid ? exporter.real(table) : exporter.stored(table), exporter.stored(indices)], {
    axis: int(axis),
  });
  exporter.giveStored(output, rows);
}

export function emitBlocks(exporter: Exporter, op: OpOf<'DEPTH_TO_SPACE' | 'SPACE_TO_DEPTH'>): void {
  const [input] = op.inputs as [number];
  const value = exporter.real(input, CHANNELS_FIRST);
  const blocksize = int(op.options.blockSize);
  const result =
    op.code === 'DEPTH_TO_SPACE'
      ? exporter.node('DepthToSpace', [value], { blocksize, mode: text('DCR') })
      : exporter.node('SpaceToDepth', [value], { blocksize });
  exporter.give(op.outputs[0]!, result, CHANNELS_FIRST);
}

/** Where TensorFlow Lite takes each cell from, in ONNX's words. */
export function emitResize(exporter: Exporter, op: OpOf<'RESIZE_NEAREST_NEIGHBOR' | 'RESIZE_BILINEAR'>): void {
  const [input] = op.inputs as [number];
  const output = op.outputs[0]!;
  const { alignCorners, halfPixelCenters } = op.options;
  const where = alignCorners ? 'align_corners' : halfPixelCenters ? 'half_pixel' : 'asymmetric';
  const isNearest = op.code === 'RESIZE_NEAREST_NEIGHBOR';
  const rounding = where === 'asymmetric' ? 'floor' : 'round_prefer_ceil';
  const sizes = exporter.integers('sizes', sizesOf(exporter.shapeOf(output)));
  const resized = exporter.node('Resize', [exporter.real(input, CHANNELS_FIRST), '', '', sizes], {
    coordinate_transformation_mode: text(where),
    mode: text(isNearest ? 'nearest' : 'linear'),
    ...(isNearest ? { nearest_mode: text(rounding) } : {}),
  });
  exporter.give(output, resized, CHANNELS_FIRST);
}

function sizesOf(shape: Shape): readonly number[] {
  return CHANNELS_FIRST.map((axis) => shape[axis]!);
}
