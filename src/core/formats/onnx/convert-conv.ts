/** Conv and ConvTranspose: kernels from [out, in, ...] to [out, ..., in]. */
import type { NodeWeights } from '../../document/weights.ts';
import type { Params } from '../../graph/graph.ts';
import type { Shape } from '../../graph/tensor.ts';
import { unsupported, weightOf, type Flow } from './importer.ts';
import { channelsLast, type Perm } from './layout.ts';
import { permuted, permuteValues } from '../permute-values.ts';
import type { OnnxTensor } from './onnx-model.ts';
import { padList, paddingName, slidesOf, type Slide } from './padding.ts';
import { constantAt, flowAt, intOf, intsOf, neededConstant, type Site } from './site.ts';

export function convertConv(site: Site): readonly Flow[] {
  const kernel = neededConstant(site, 1, 'kernel');
  const flow = site.importer.channelsLast(flowAt(site, 0));
  if (kernel.shape.length !== flow.shape.length) return unsupported(`its kernel has ${kernel.shape.length} dimensions`);
  const slides = slidesOf(site, flow.shape, kernel.shape.slice(2));
  const name = paddingName(slides);
  const padded = name === undefined ? padWithZeros(site, flow, slides) : flow;
  const params = { ...slideParams(slides), padding: name ?? 'valid' };
  const group = intOf(site, 'group', 1);
  const isDepthwise = group > 1 && group === flow.shape[1] && kernel.shape[1] === 1;
  const perm = channelsLast(flow.shape.length);
  if (isDepthwise) return [depthwise(site, padded, kernel, params, perm)];
  const is2D = slides.length === 2;
  if (!is2D && group > 1) return unsupported(`it has ${group} groups in one dimension`);
  const weights = { kernel: permutedWeight(kernel, perm), ...biasOf(site, 2) };
  const all: Params = { ...params, filters: kernel.shape[0]!, bias: 'bias' in weights, ...(is2D ? { groups: group } : {}) };
  return [site.importer.one(is2D ? 'conv2d' : 'conv1d', all, [padded], perm, site.name, weights)];
}

/** [in * multiplier, 1, ...] becomes [1, ..., in * multiplier]. */
function depthwise(site: Site, flow: Flow, kernel: OnnxTensor, params: Params, perm: Perm): Flow {
  const rank = kernel.shape.length;
  const order = [1, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 0];
  const weights = { kernel: permutedWeight(kernel, order), ...biasOf(site, 2) };
  const multiplier = kernel.shape[0]! / flow.shape[1]!;
  const op = rank === 4 ? 'depthwise_conv2d' : 'depthwise_conv1d';
  return site.importer.one(op, { ...params, multiplier, bias: 'bias' in weights }, [flow], perm, site.name, weights);
}

function permutedWeight(kernel: OnnxTensor, order: Perm): NodeWeights[string] {
  const axis = order.indexOf(kernel.quantization?.axis ?? 0);
  return weightOf(kernel, permuteValues(kernel.values, kernel.shape, order), permuted(kernel.shape, order), axis);
}

function biasOf(site: Site, i: number): NodeWeights {
  const bias = constantAt(site, i, 'bias');
  return bias === undefined ? {} : { bias: weightOf(bias, bias.values, [bias.values.length], 0) };
}

/** Kernel, stride and dilation under the names the design's layers have for them. */
function slideParams(slides: readonly Slide[]): Params {
  const [first, second] = slides;
  if (second === undefined) return { kernel: first!.kernel, stride: first!.stride, dilation: first!.dilation };
  return {
    kernelH: first!.kernel,
    kernelW: second.kernel,
    strideH: first!.stride,
    strideW: second.stride,
    dilationH: first!.dilation,
    dilationW: second.dilation,
  };
}

/** Zeros around a channels-last value. */
export function padWithZeros({ importer }: Site, flow: Flow, slides: readonly Slide[]): Flow {
  const padded = importer.one('pad', { pads: padList(slides) }, [flow], flow.perm);
  importer.inherit(padded, flow);
  return padded;
}

/**
 * The design's layer grows "valid" by the kernel and "same" to a multiple of the stride. Other pads are the whole growth with as many
 * rows cut away.
 */
export function convertConvTranspose(site: Site): readonly Flow[] {
  const kernel = neededConstant(site, 1, 'kernel');
  const flow = site.importer.channelsLast(flowAt(site, 0));
  if (intOf(site, 'group', 1) !== 1) return unsupported(`it has ${intOf(site, 'group', 1)} groups`);
  if (flow.shape.length !== 4 || kernel.shape.length !== 4) return unsupported('only images are read here');
  const slides = transposedSlides(site, flow.shape, kernel.shape.slice(2));
  const weights = { kernel: permutedWeight(kernel, [1, 2, 3, 0]), ...biasOf(site, 2) };
  const [down, across] = slides as readonly [Grow, Grow];
  const isSame = slides.every(fitsSame);
  const params: Params = {
    filters: kernel.shape[1]!,
    kernelH: down.kernel,
    kernelW: across.kernel,
    strideH: down.stride,
    strideW: across.stride,
    padding: isSame ? 'same' : 'valid',
    ...(isSame ? {} : { outputH: fullOf(down), outputW: fullOf(across) }),
    bias: 'bias' in weights,
  };
  const grown = site.importer.one('conv_transpose2d', params, [flow], flow.perm, site.name, weights);
  return [isSame ? grown : cut(site, grown, slides)];
}

/** One dimension of a transposed convolution; `out` is the size ONNX gives it. */
interface Grow {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
  readonly out: number;
}

function transposedSlides(site: Site, shape: Shape, kernel: Shape): readonly Grow[] {
  const extra = intsOf(site, 'output_padding') ?? kernel.map(() => 0);
  const wanted = intsOf(site, 'output_shape');
  return slidesOf({ ...site, node: withoutAutoPad(site) }, shape, kernel).map(
    ({ size, kernel: reach, stride, dilation, before, after }, i) => {
      if (dilation !== 1) return unsupported(`it has dilation ${dilation}`);
      const whole = (size - 1) * stride + reach;
      const natural = whole - before - after + (extra[i] ?? 0);
      const automatic = automaticOf(site);
      if (automatic === 'NOTSET' && wanted === undefined) return { size, kernel: reach, stride, before, out: natural };
      const out = wanted?.[i] ?? (automatic === 'VALID' ? whole : size * stride);
      const total = whole + (extra[i] ?? 0) - out;
      const small = Math.floor(total / 2);
      return { size, kernel: reach, stride, before: automatic === 'SAME_LOWER' || automatic === 'NOTSET' ? total - small : small, out };
    },
  );
}

function automaticOf({ node }: Site): string {
  return node.attributes.get('auto_pad')?.text ?? 'NOTSET';
}

function withoutAutoPad({ node }: Site): Site['node'] {
  return { ...node, attributes: new Map([...node.attributes].filter(([name]) => name !== 'auto_pad')) };
}

function wholeOf({ size, stride, kernel }: Grow): number {
  return (size - 1) * stride + kernel;
}

function fitsSame(grow: Grow): boolean {
  return grow.out === grow.size * grow.stride && grow.before === Math.floor(Math.max(0, wholeOf(grow) - grow.out) / 2);
}

/** The whole growth, and behind it the rows that only a bias reaches, where ONNX asks for them. */
function fullOf(grow: Grow): number {
  const full = Math.max(wholeOf(grow), grow.before + grow.out);
  return full < wholeOf(grow) + grow.stride ? full : unsupported(`its output of ${grow.out} is larger than its window reaches`);
}

/** The part of the full growth that ONNX keeps. */
function cut({ importer }: Site, grown: Flow, slides: readonly Grow[]): Flow {
  if (slides.some(({ before, out }) => before < 0 || out < 1)) return unsupported('its pads leave nothing');
  if (slides.every((grow) => grow.before === 0 && grow.out === fullOf(grow))) return grown;
  const params = { begin: [0, ...slides.map(({ before }) => before), 0], size: [-1, ...slides.map(({ out }) => out), -1] };
  return importer.one('slice', params, [grown], grown.perm);
}
