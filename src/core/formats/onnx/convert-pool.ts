/** Pooling. What TensorFlow's "same" and "valid" do not say is padded first, so that every window sees what ONNX lets it see. */
import type { Params } from '../../graph/graph.ts';
import { elementCount, type Shape } from '../../graph/tensor.ts';
import { unsupported, type Flow } from './importer.ts';
import { channelsLast } from './layout.ts';
import { padWithZeros } from './convert-conv.ts';
import { withNumber } from './convert-elementwise.ts';
import { paddingName, slidesOf, type Slide } from './padding.ts';
import { axisOf, flowAt, intOf, integersOf, intsOf, type Site } from './site.ts';

/** Rows or columns repeated one by one. */
const MAX_EDGES = 16;
/** Values of an average pool whose border is corrected by factors. */
const MAX_CORRECTED = 2 ** 22;

export function convertMaxPool(site: Site): readonly Flow[] {
  if (site.node.outputs.length > 1 && site.node.outputs[1] !== '') return unsupported('its indices are asked for');
  const flow = site.importer.channelsLast(flowAt(site, 0));
  const slides = poolSlides(site, flow.shape);
  const name = paddingName(slides);
  if (name !== undefined) return [pool(site, 'max', flow, slides, name)];
  const padded = isNeverNegative(site, flow) ? padWithZeros(site, flow, slides) : padWithEdges(site, flow, slides);
  return [pool(site, 'max', padded, slides, 'valid')];
}

export function convertAveragePool(site: Site): readonly Flow[] {
  const flow = site.importer.channelsLast(flowAt(site, 0));
  const slides = poolSlides(site, flow.shape);
  const name = paddingName(slides);
  const countsPads = intOf(site, 'count_include_pad', 0) === 1;
  if (countsPads && intOf(site, 'ceil_mode', 0) === 1) return unsupported('it counts its pads and rounds up');
  if (name === 'valid' || (name === 'same' && !countsPads)) return [pool(site, 'avg', flow, slides, name)];
  const all = pool(site, 'avg', padWithZeros(site, flow, slides), slides, 'valid');
  return [countsPads ? all : withoutPads(site, all, slides)];
}

function poolSlides(site: Site, shape: Shape): readonly Slide[] {
  const slides = slidesOf(site, shape, intsOf(site, 'kernel_shape') ?? []);
  if (slides.some(({ dilation }) => dilation !== 1)) return unsupported('its window is dilated');
  return intOf(site, 'ceil_mode', 0) === 1 ? slides.map(withLastWindow) : slides;
}

/** ceil_mode: one more window where the last would not fit whole, if it starts inside the input or the pads before it. */
function withLastWindow(slide: Slide): Slide {
  const { size, kernel, stride, before, after } = slide;
  const count = Math.ceil((size + before + after - kernel) / stride) + 1;
  const fits = (count - 1) * stride < size + before ? count : count - 1;
  return { ...slide, after: Math.max(after, (fits - 1) * stride + kernel - size - before) };
}

function pool(site: Site, kind: 'max' | 'avg', flow: Flow, slides: readonly Slide[], padding: 'same' | 'valid'): Flow {
  const [first, second] = slides;
  const params: Params =
    second === undefined
      ? { pool: first!.kernel, stride: first!.stride, padding }
      : { poolH: first!.kernel, poolW: second.kernel, strideH: first!.stride, strideW: second.stride, padding };
  const result = site.importer.one(`${kind}_pool${second === undefined ? 1 : 2}d`, params, [flow], flow.perm, site.name);
  site.importer.inherit(result, flow);
  return flow.quantized === undefined ? result : { ...result, quantized: flow.quantized };
}

const NEVER_NEGATIVE = new Set(['relu', 'relu6', 'sigmoid', 'softmax']);
const KEEPS_SIGN = new Set(['max_pool2d', 'avg_pool2d', 'max_pool1d', 'avg_pool1d', 'dropout', 'reshape', 'transpose']);

/** True when a zero beside the value is never larger than what it holds. */
function isNeverNegative({ importer }: Site, flow: Flow): boolean {
  let node = importer.builder.nodeOf(flow);
  while (KEEPS_SIGN.has(node.op)) node = importer.builder.nodeOf({ ...flow, ref: node.inputs[0]! });
  return NEVER_NEGATIVE.has(node.op);
}

/** Repeats the first and last rows and columns: each padded window holds its edge anyway, so its maximum does not change. */
function padWithEdges(site: Site, flow: Flow, slides: readonly Slide[]): Flow {
  return slides.reduce((value, { before, after }, i) => repeatEdges(site, value, i + 1, before, after), flow);
}

function repeatEdges({ importer }: Site, flow: Flow, axis: number, before: number, after: number): Flow {
  if (before === 0 && after === 0) return flow;
  if (before > MAX_EDGES || after > MAX_EDGES) return unsupported(`it pads by ${Math.max(before, after)}`);
  const rank = flow.type.shape.length;
  const edge = (begin: number): Flow => {
    const params = { begin: new Array<number>(rank).fill(0).with(axis, begin), size: new Array<number>(rank).fill(-1).with(axis, 1) };
    return importer.one('slice', params, [flow], flow.perm);
  };
  const first = before > 0 ? new Array<Flow>(before).fill(edge(0)) : [];
  const last = after > 0 ? new Array<Flow>(after).fill(edge(flow.type.shape[axis]! - 1)) : [];
  return importer.one('concat', { axis }, [...first, flow, ...last], flow.perm);
}

/** The mean over a window's own values from the mean that counts the zeros too: times window size over values inside. */
function withoutPads({ importer }: Site, all: Flow, slides: readonly Slide[]): Flow {
  if (elementCount(all.type.shape) > MAX_CORRECTED) return unsupported('its output is too large to correct its pads');
  const factors = slides.map(({ size, kernel, stride, before }, i) =>
    Array.from({ length: all.type.shape[i + 1]! }, (_, at) => {
      const start = at * stride - before;
      return kernel / (Math.min(start + kernel, size) - Math.max(start, 0));
    }),
  );
  const [down, across] = [factors[0]!, factors[1] ?? [1]];
  const values = Float32Array.from(
    { length: down.length * across.length },
    (_, i) => down[Math.floor(i / across.length)]! * across[i % across.length]!,
  );
  const shape = [1, 1, ...factors.map((list) => list.length)];
  return importer.one('mul', {}, [all, importer.constant({ shape, type: 'float32', values }, all.perm)], all.perm);
}

export function convertGlobalPool(site: Site, op: 'global_avg_pool' | 'global_max_pool'): readonly Flow[] {
  const flow = site.importer.channelsLast(flowAt(site, 0));
  return [site.importer.one(op, { keepDims: true }, [flow], flow.perm, site.name)];
}

/** ReduceMean and ReduceSum over any axes; ReduceMax over an image's or a signal's whole extent. */
export function convertReduce(site: Site, kind: 'mean' | 'sum' | 'max'): readonly Flow[] {
  const flow = site.importer.straight(flowAt(site, 0));
  const given = integersOf(site, 'axes', 1);
  if (given === undefined && intOf(site, 'noop_with_empty_axes', 0) === 1) return [flow];
  const axes = (given ?? flow.shape.map((_, i) => i)).map((axis) => axisOf(axis, flow.shape));
  const keepDims = intOf(site, 'keepdims', 1) === 1;
  if (kind === 'max') return [largest(site, flow, axes, keepDims)];
  const result = mean(site, flow, axes, keepDims);
  return [kind === 'mean' ? result : withNumber(site, 'mul', result, elementCount(axes.map((axis) => flow.shape[axis]!)))];
}

function mean(site: Site, flow: Flow, axes: readonly number[], keepDims: boolean): Flow {
  const places = axes.map((axis) => flow.perm.indexOf(axis)).toSorted((a, b) => a - b);
  return site.importer.one('mean', { axes: places, keepDims }, [flow], keepDims ? flow.perm : without(flow.perm, axes), site.name);
}

function largest(site: Site, flow: Flow, axes: readonly number[], keepDims: boolean): Flow {
  const spatial = flow.shape.slice(2).map((_, i) => i + 2);
  const isSpatial = (flow.shape.length === 3 || flow.shape.length === 4) && axes.toSorted((a, b) => a - b).join() === spatial.join();
  if (!isSpatial) return unsupported(`it takes the largest over dimensions ${axes.join(', ')}`);
  const last = site.importer.channelsLast(flow);
  return site.importer.one('global_max_pool', { keepDims }, [last], keepDims ? channelsLast(flow.shape.length) : [0, 1], site.name);
}

/** A perm with some ONNX dimensions gone; the others are counted again. */
export function without(perm: readonly number[], axes: readonly number[]): readonly number[] {
  return perm.filter((axis) => !axes.includes(axis)).map((axis) => axis - axes.filter((gone) => gone < axis).length);
}
