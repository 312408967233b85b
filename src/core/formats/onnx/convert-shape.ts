/** Operators that move values: most of them only change how the design's dimensions are read. */
import type { Params } from '../../graph/graph.ts';
import { elementCount, type Shape } from '../../graph/tensor.ts';
import { flowOf, isFlow, unsupported, weightOf, type Flow, type Operand } from './importer.ts';
import { channelsLast, identity, samePerm, sameOrder, type Perm } from './layout.ts';
import { clampIndex } from './clamp-index.ts';
import { without } from './convert-pool.ts';
import { axisOf, constantAt, flowAt, intOf, integersOf, intsOf, neededConstant, scalarAt, textOf, type Site } from './site.ts';

/** Only the note of how dimensions belong together changes; a transpose comes when something needs the order. */
export function convertTranspose(site: Site): readonly Flow[] {
  const flow = site.importer.straight(flowAt(site, 0));
  const order = intsOf(site, 'perm') ?? identity(flow.shape.length).toReversed();
  if (order.toSorted((a, b) => a - b).join() !== identity(flow.shape.length).join())
    return unsupported('its order is not one of its dimensions');
  return [{ ...flow, shape: order.map((axis) => flow.shape[axis]!), perm: flow.perm.map((axis) => order.indexOf(axis)) }];
}

export function convertFlatten(site: Site): readonly Flow[] {
  const flow = flowAt(site, 0);
  const given = intOf(site, 'axis', 1);
  const axis = given === flow.shape.length ? given : axisOf(given, flow.shape);
  return [reshapeTo(site, flow, [elementCount(flow.shape.slice(0, axis)), elementCount(flow.shape.slice(axis))])];
}

export function convertReshape(site: Site): readonly Flow[] {
  const flow = flowAt(site, 0);
  const wanted = Array.from(neededConstant(site, 1, 'shape').values);
  const keepsZero = intOf(site, 'allowzero', 0) === 1;
  const sizes = wanted.map((size, i) => (size === 0 && !keepsZero ? (flow.shape[i] ?? 0) : size));
  const known = elementCount(sizes.filter((size) => size >= 0));
  const shape = sizes.map((size) => (size < 0 ? elementCount(flow.shape) / known : size));
  if (elementCount(shape) !== elementCount(flow.shape) || !shape.every((size) => Number.isInteger(size) && size > 0))
    return unsupported(`it reshapes ${flow.shape.join('x')} to ${wanted.join('x')}`);
  return [reshapeTo(site, flow, shape)];
}

/** Squeeze and Unsqueeze. */
export function convertSqueeze(site: Site): readonly Flow[] {
  const flow = flowAt(site, 0);
  const axes =
    integersOf(site, 'axes', 1)?.map((axis) => axisOf(axis, flow.shape)) ?? flow.shape.flatMap((size, i) => (size === 1 ? [i] : []));
  return [
    reshapeTo(
      site,
      flow,
      flow.shape.filter((_, i) => !axes.includes(i)),
    ),
  ];
}

export function convertUnsqueeze(site: Site): readonly Flow[] {
  const flow = flowAt(site, 0);
  const given = integersOf(site, 'axes', 1) ?? unsupported('its axes are missing');
  const rank = flow.shape.length + given.length;
  const axes = new Set(given.map((axis) => (axis < 0 ? axis + rank : axis)));
  const rest = [...flow.shape];
  return [
    reshapeTo(
      site,
      flow,
      Array.from({ length: rank }, (_, i) => (axes.has(i) ? 1 : (rest.shift() ?? 1))),
    ),
  ];
}

/**
 * The value in another ONNX shape. Where only dimensions of size 1 come or go, the order in the design stays; a flattened image stays
 * channels-last inside, with a note for the dense layer behind it; anything else is brought into ONNX's order first.
 */
function reshapeTo(site: Site, flow: Flow, shape: Shape): Flow {
  const { importer } = site;
  const kept = keptOrder(flow, shape);
  if (kept !== undefined)
    return withReshape(
      site,
      flow,
      kept.map((axis) => shape[axis]!),
      kept,
    );
  const isFlat = shape.length === 2 && shape[0] === flow.shape[0] && flow.perm[0] === 0 && flow.scramble === undefined;
  if (isFlat) return { ...withReshape(site, flow, shape, [0, 1]), scramble: { shape: flow.type.shape, perm: flow.perm } };
  return withReshape(site, importer.plain(flow), shape, identity(shape.length));
}

function withReshape({ importer, name }: Site, flow: Flow, shape: Shape, perm: Perm): Flow {
  const result = flowOf(importer.reshape(flow, shape, name), perm);
  return flow.quantized === undefined ? result : { ...result, quantized: flow.quantized };
}

/** A perm of the new shape under which the values lie as they do. */
function keptOrder(flow: Flow, shape: Shape): Perm | undefined {
  if (flow.scramble !== undefined) return undefined;
  const isPlain = sameOrder(flow.shape, flow.perm, identity(flow.shape.length));
  if (isPlain) return identity(shape.length);
  const solid = (sizes: Shape): number[] => sizes.flatMap((size, i) => (size === 1 ? [] : [i]));
  const [before, after] = [solid(flow.shape), solid(shape)];
  if (before.length !== after.length || before.some((axis, i) => flow.shape[axis] !== shape[after[i]!])) return undefined;
  const order = flow.perm.filter((axis) => flow.shape[axis] !== 1).map((axis) => after[before.indexOf(axis)]!);
  const candidates = [channelsLast(shape.length), withOnes(order, shape)];
  return candidates.find((perm) =>
    samePerm(
      perm.filter((axis) => shape[axis] !== 1),
      order,
    ),
  );
}

/** The order with the dimensions of size 1 between where they stand in the shape. */
function withOnes(order: Perm, shape: Shape): Perm {
  const rest = [...order];
  return shape.map((size, axis) => (size === 1 ? axis : rest.shift()!));
}

export function convertConcat(site: Site): readonly Flow[] {
  const flows = site.operands.map((_, i) => site.importer.straight(flowAt(site, i)));
  const first = flows.find((_, i) => isFlow(site.operands[i])) ?? flows[0] ?? unsupported('it has no inputs');
  const axis = axisOf(intOf(site, 'axis', 0), first.shape);
  const ordered = flows.map((flow) => site.importer.inOrder(flow, first.perm));
  return [site.importer.one('concat', { axis: first.perm.indexOf(axis) }, ordered, first.perm, site.name)];
}

/** Equal parts are one split; others are slices. */
export function convertSplit(site: Site): readonly Flow[] {
  const flow = site.importer.straight(flowAt(site, 0));
  const axis = axisOf(intOf(site, 'axis', 0), flow.shape);
  const count = site.node.outputs.length;
  const even = Math.ceil(flow.shape[axis]! / count);
  const sizes = integersOf(site, 'split', 1) ?? Array.from({ length: count }, (_, i) => Math.min(even, flow.shape[axis]! - i * even));
  if (sizes.length !== count) return unsupported(`it has ${count} outputs and ${sizes.length} sizes`);
  const place = flow.perm.indexOf(axis);
  if (sizes.every((size) => size === sizes[0]))
    return site.importer.add('split', { parts: count, axis: place }, [flow], flow.perm, site.name);
  let begin = 0;
  return sizes.map((size) => {
    const part = sliceOf(site, flow, place, begin, size);
    begin += size;
    return part;
  });
}

function sliceOf({ importer }: Site, flow: Flow, place: number, begin: number, size: number): Flow {
  const rank = flow.type.shape.length;
  const params = { begin: new Array<number>(rank).fill(0).with(place, begin), size: new Array<number>(rank).fill(-1).with(place, size) };
  return importer.one('slice', params, [flow], flow.perm);
}

/** Starts, ends and steps per dimension; ONNX clamps them as Python does. */
export function convertSlice(site: Site): readonly Flow[] {
  const flow = site.importer.straight(flowAt(site, 0));
  const starts = Array.from(neededConstant(site, 1, 'starts').values);
  const ends = Array.from(neededConstant(site, 2, 'ends').values);
  const axes = Array.from(constantAt(site, 3, 'axes')?.values ?? identity(starts.length), (axis) => axisOf(axis, flow.shape));
  const steps = Array.from(constantAt(site, 4, 'steps')?.values ?? starts.map(() => 1));
  const rank = flow.shape.length;
  const begin = new Array<number>(rank).fill(0);
  const end: number[] = [...flow.type.shape];
  const strides = new Array<number>(rank).fill(1);
  axes.forEach((axis, i) => {
    const place = flow.perm.indexOf(axis);
    const size = flow.shape[axis]!;
    strides[place] = steps[i] ?? 1;
    begin[place] = clampIndex(starts[i]!, size, strides[place]);
    end[place] = clampIndex(ends[i] ?? size, size, strides[place]);
  });
  if (strides.every((stride) => stride === 1)) {
    const size = end.map((past, i) => past - begin[i]!);
    return [site.importer.one('slice', { begin, size }, [flow], flow.perm, site.name)];
  }
  // Walking backwards ends before index 0, which an end cannot say: the mask does.
  const endMask = end.reduce((mask, past, i) => (past < 0 ? mask | (1 << i) : mask), 0);
  const params = { begin, end: end.map((past) => Math.max(past, 0)), strides, endMask };
  return [site.importer.one('strided_slice', params, [flow], flow.perm, site.name)];
}

/** One index of a dimension, or rows of a constant table: an embedding. */
export function convertGather(site: Site): readonly Operand[] {
  const [table, indices] = site.operands;
  if (table !== undefined && !isFlow(table) && isFlow(indices)) return [embedding(site, indices)];
  const flow = site.importer.straight(flowAt(site, 0));
  const axis = axisOf(intOf(site, 'axis', 0), flow.shape);
  const index = neededConstant(site, 1, 'indices');
  if (index.values.length !== 1) return unsupported(`it takes ${index.values.length} indices`);
  const at = index.values[0]!;
  const place = flow.perm.indexOf(axis);
  const part = sliceOf(site, flow, place, at < 0 ? at + flow.shape[axis]! : at, 1);
  if (index.shape.length > 0) return [part];
  const shape = flow.shape.filter((_, i) => i !== axis);
  const value = site.importer.reshape(part, part.type.shape.toSpliced(place, 1), site.name);
  return [{ ...value, shape, perm: without(flow.perm, [axis]) }];
}

function embedding(site: Site, indices: Flow): Flow {
  const table = neededConstant(site, 0, 'table');
  if (table.shape.length !== 2 || intOf(site, 'axis', 0) !== 0) return unsupported('its table is not a matrix of rows');
  const weights = { table: weightOf(table, table.values, table.shape, table.quantization?.axis ?? 0) };
  const params = { rows: table.shape[0]!, size: table.shape[1]! };
  return site.importer.one('embedding', params, [site.importer.plain(indices)], undefined, site.name, weights);
}

export function convertPad(site: Site): readonly Flow[] {
  if (textOf(site, 'mode', 'constant') !== 'constant') return unsupported(`it pads by "${textOf(site, 'mode', '')}"`);
  const flow = site.importer.straight(flowAt(site, 0));
  const rank = flow.shape.length;
  const pads = neededConstant(site, 1, 'pads').values;
  const axes = Array.from(constantAt(site, 3, 'axes')?.values ?? identity(rank), (axis) => axisOf(axis, flow.shape));
  const list = new Array<number>(2 * rank).fill(0);
  axes.forEach((axis, i) => {
    const place = flow.perm.indexOf(axis);
    list[2 * place] = pads[i] ?? 0;
    list[2 * place + 1] = pads[i + axes.length] ?? 0;
  });
  if (list.some((pad) => pad < 0)) return unsupported('it pads by less than nothing');
  if (list.every((pad) => pad === 0)) return [flow];
  const value = scalarAt(site, 2, 'value') ?? 0;
  const weights = { value: { shape: [], values: Float32Array.of(value) } };
  return [
    value === 0
      ? site.importer.one('pad', { pads: list }, [flow], flow.perm, site.name)
      : site.importer.one('pad', { pads: list, valueTensor: true }, [flow], flow.perm, site.name, weights),
  ];
}

/** DCR is the order of TensorFlow; CRD has the channels of a block beside each other, so they change places first. */
export function convertDepthToSpace(site: Site): readonly Flow[] {
  const block = intOf(site, 'blocksize', 1);
  const flow = site.importer.channelsLast(flowAt(site, 0));
  const [n, h, w, c] = flow.type.shape as readonly [number, number, number, number];
  const value = textOf(site, 'mode', 'DCR') === 'DCR' ? flow : blockFirst(site, flow, [n, h, w, c / (block * block), block * block]);
  return [site.importer.one('depth_to_space', { block }, [value], flow.perm, site.name)];
}

function blockFirst({ importer }: Site, flow: Flow, shape: Shape): Flow {
  if (!shape.every(Number.isInteger)) return unsupported('its channels do not fit its block');
  const split = importer.reshape(flow, shape);
  const turned = importer.one('transpose', { perm: [0, 1, 2, 4, 3] }, [split], undefined);
  return flowOf(importer.reshape(turned, flow.type.shape), flow.perm);
}

export function convertSpaceToDepth(site: Site): readonly Flow[] {
  const flow = site.importer.channelsLast(flowAt(site, 0));
  return [site.importer.one('space_to_depth', { block: intOf(site, 'blocksize', 1) }, [flow], flow.perm, site.name)];
}

/** Resize of height and width. */
export function convertResize(site: Site): readonly Flow[] {
  const flow = site.importer.channelsLast(flowAt(site, 0));
  const size = resizedTo(site, flow.shape);
  const [down, across] = size.map((target, i) => target / flow.shape[i + 2]!) as [number, number];
  const factors = Number.isInteger(down) && Number.isInteger(across) ? { factorH: down, factorW: across } : { size };
  const where = textOf(site, 'coordinate_transformation_mode', 'half_pixel');
  const modes = textOf(site, 'mode', 'nearest') === 'nearest' ? nearest(site, where, 'size' in factors) : linear(site, where, size);
  return [site.importer.one('upsample', { ...factors, ...modes }, [flow], flow.perm, site.name)];
}

function resizedTo(site: Site, shape: Shape): Shape {
  if (shape.length !== 4) return unsupported('only images are read here');
  if (intOf(site, 'antialias', 0) !== 0) return unsupported('it smooths before it shrinks');
  const axes = intsOf(site, 'axes')?.map((axis) => axisOf(axis, shape)) ?? identity(4);
  const sizes = constantAt(site, 3, 'sizes')?.values;
  const scales = constantAt(site, 2, 'scales')?.values;
  const target = [...shape];
  axes.forEach((axis, i) => (target[axis] = sizes !== undefined && sizes.length > 0 ? sizes[i]! : shape[axis]! * (scales?.[i] ?? 1)));
  const whole = target.map(Math.round);
  if (target.some((size, i) => Math.abs(size - whole[i]!) > 1e-3)) return unsupported('its scales do not give whole sizes');
  if (whole[0] !== shape[0] || whole[1] !== shape[1]) return unsupported('it resizes more than height and width');
  return whole.slice(2);
}

/** By whole factors, all usual ways to choose the nearest repeat each value equally often. */
function nearest(site: Site, where: string, isOdd: boolean): Params {
  const rounding = textOf(site, 'nearest_mode', 'round_prefer_floor');
  if (where === 'align_corners' && rounding === 'round_prefer_ceil') return { mode: 'nearest', alignCorners: true };
  if (where === 'half_pixel' && rounding === 'round_prefer_ceil') return { mode: 'nearest', halfPixelCenters: true };
  const isFloor = where === 'asymmetric' && rounding === 'floor';
  const isRound = where === 'half_pixel' && rounding.startsWith('round') && !isOdd;
  return isFloor || isRound ? { mode: 'nearest' } : unsupported(`it chooses the nearest by "${where}", "${rounding}"`);
}

function linear(site: Site, where: string, size: Shape): Params {
  if (textOf(site, 'mode', '') !== 'linear') return unsupported(`it interpolates by "${textOf(site, 'mode', '')}"`);
  if (where === 'half_pixel' || (where === 'pytorch_half_pixel' && size.every((length) => length > 1)))
    return { mode: 'bilinear', halfPixelCenters: true };
  if (where === 'align_corners') return { mode: 'bilinear', alignCorners: true };
  return where === 'asymmetric' ? { mode: 'bilinear' } : unsupported(`it interpolates by "${where}"`);
}
