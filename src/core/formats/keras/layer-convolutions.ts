/** Convolutions and dense layers. Kernels come as [height, width, in, out] and stand in the design as [out, height, width, in]. */
import type { NodeWeights, Weight } from '../../document/weights.ts';
import type { Params } from '../../graph/graph.ts';
import type { OpKind } from '../../ops/registry.ts';
import type { Value } from '../network-builder.ts';
import { activationParam, withActivation } from './layer-activations.ts';
import type { KerasTensor } from './keras-model.ts';
import {
  add,
  addBeside,
  expectChannelsLast,
  flagOf,
  numberOf,
  onlyInput,
  refuse,
  sizesOf,
  straight,
  textOf,
  turned,
  weightsOf,
  type LayerSite,
} from './layer-site.ts';

type Turn = (tensor: KerasTensor) => Weight;
const order =
  (...perm: readonly number[]): Turn =>
  (tensor) =>
    turned(tensor, perm);

export function convertConv2D(site: LayerSite): Value {
  return layer(site, 'conv2d', { filters: numberOf(site, 'filters', 0), groups: numberOf(site, 'groups', 1) }, order(3, 0, 1, 2));
}

export function convertConv1D(site: LayerSite): Value {
  if (numberOf(site, 'groups', 1) !== 1) return refuse(`it has ${numberOf(site, 'groups', 1)} groups in one dimension`);
  return layer(site, 'conv1d', { filters: numberOf(site, 'filters', 0) }, order(2, 0, 1));
}

/** [height, width, in, multiplier] lies in memory as [1, height, width, in * multiplier]. */
const depthwiseKernel: Turn = ({ shape, values }) => {
  const [channels = 0, multiplier = 0] = shape.slice(-2);
  return { shape: [1, ...shape.slice(0, -2), channels * multiplier], values };
};

export function convertDepthwise(site: LayerSite, op: 'depthwise_conv2d' | 'depthwise_conv1d'): Value {
  return layer(site, op, { multiplier: numberOf(site, 'depth_multiplier', 1) }, depthwiseKernel);
}

export function convertConv2DTranspose(site: LayerSite): Value {
  const extra = site.layer.config['output_padding'];
  if (extra !== undefined && extra !== null) return refuse('it states the padding of its output');
  return layer(site, 'conv_transpose2d', { filters: numberOf(site, 'filters', 0) }, order(2, 0, 1, 3));
}

function layer(site: LayerSite, op: OpKind, params: Params, kernel: Turn): Value {
  const weights = weightsOf(site, usesBias(site) ? 2 : 1);
  const all = { ...params, bias: usesBias(site), ...activationParam(site) };
  return withActivation(site, slid(site, op, all, namedWeights(weights, kernel), onlyInput(site)));
}

function namedWeights(weights: readonly KerasTensor[] | undefined, kernel: Turn): NodeWeights {
  if (weights === undefined) return {};
  const [first, bias] = weights;
  return { kernel: kernel(first!), ...(bias === undefined ? {} : { bias: straight(bias) }) };
}

function usesBias(site: LayerSite): boolean {
  return flagOf(site, 'use_bias', true);
}

/** Adds the layer with its window; "causal" pads the past first. */
function slid(site: LayerSite, op: OpKind, params: Params, weights: NodeWeights, input: Value, name?: string): Value {
  expectChannelsLast(site);
  const is1D = op.endsWith('1d');
  const padding = textOf(site, 'padding', 'valid');
  if (padding === 'causal' && is1D) {
    const [kernel, dilation] = [sizesOf(site, 'kernel_size', 1, 1)[0]!, sizesOf(site, 'dilation_rate', 1, 1)[0]!];
    const padded = addBeside(site, 'pad', { pads: [(kernel - 1) * dilation, 0] }, [input]);
    return add(site, op, { ...params, ...windowOf(site, is1D), padding: 'valid' }, [padded], weights, name);
  }
  if (padding !== 'same' && padding !== 'valid') return refuse(`its padding is "${padding}"`);
  return add(site, op, { ...params, ...windowOf(site, is1D, op !== 'conv_transpose2d'), padding }, [input], weights, name);
}

function windowOf(site: LayerSite, is1D: boolean, dilates = true): Params {
  const count = is1D ? 1 : 2;
  const [kernelH, kernelW] = sizesOf(site, 'kernel_size', count, 1);
  const [strideH, strideW] = sizesOf(site, 'strides', count, 1);
  const [dilationH, dilationW] = sizesOf(site, 'dilation_rate', count, 1);
  if (is1D) return { kernel: kernelH!, stride: strideH!, dilation: dilationH! };
  const window = { kernelH: kernelH!, kernelW: kernelW!, strideH: strideH!, strideW: strideW! };
  if (dilates) return { ...window, dilationH: dilationH!, dilationW: dilationW! };
  return dilationH === 1 && dilationW === 1 ? window : refuse(`it has dilation ${dilationH}x${dilationW}`);
}

/** A depthwise convolution and one of a single position. */
export function convertSeparable(site: LayerSite, is1D: boolean): Value {
  const weights = weightsOf(site, usesBias(site) ? 3 : 2);
  const [depthwise, pointwise, bias] = weights ?? [];
  const first = slid(
    site,
    is1D ? 'depthwise_conv1d' : 'depthwise_conv2d',
    { multiplier: numberOf(site, 'depth_multiplier', 1), bias: false },
    depthwise === undefined ? {} : { kernel: depthwiseKernel(depthwise) },
    onlyInput(site),
    `${site.layer.name}/depthwise`,
  );
  const turn = is1D ? order(2, 0, 1) : order(3, 0, 1, 2);
  const named = pointwise === undefined ? {} : { kernel: turn(pointwise), ...(bias === undefined ? {} : { bias: straight(bias) }) };
  const size = is1D ? { kernel: 1 } : { kernelH: 1, kernelW: 1 };
  const params = { ...size, filters: numberOf(site, 'filters', 0), bias: usesBias(site), ...activationParam(site) };
  return withActivation(site, add(site, is1D ? 'conv1d' : 'conv2d', params, [first], named));
}

export function convertDense(site: LayerSite): Value {
  const input = onlyInput(site);
  const weights = weightsOf(site, usesBias(site) ? 2 : 1);
  const params = {
    units: numberOf(site, 'units', 0),
    bias: usesBias(site),
    keepDims: input.type.shape.length > 2,
    ...activationParam(site),
  };
  return withActivation(site, add(site, 'dense', params, [input], namedWeights(weights, order(1, 0))));
}

export function convertEmbedding(site: LayerSite): Value {
  const weights = weightsOf(site, 1);
  const params = { rows: numberOf(site, 'input_dim', 0), size: numberOf(site, 'output_dim', 0) };
  return add(site, 'embedding', params, [onlyInput(site)], weights === undefined ? {} : { table: straight(weights[0]!) });
}

/** Gates in Keras's order, which is the design's; kernels come as [in, gates * units]. */
export function convertRecurrent(site: LayerSite, op: 'lstm' | 'gru'): Value {
  const odd = ['return_state', 'go_backwards', 'stateful', 'time_major'].find((flag) => flagOf(site, flag, false));
  if (odd !== undefined) return refuse(`it is set to ${odd}`);
  if (textOf(site, 'activation', 'tanh') !== 'tanh' || textOf(site, 'recurrent_activation', 'sigmoid') !== 'sigmoid')
    return refuse('its activations are not tanh and sigmoid');
  if (op === 'gru' && !flagOf(site, 'reset_after', true)) return refuse('it resets before the recurrent product');
  const weights = weightsOf(site, usesBias(site) ? 3 : 2);
  const params = { units: numberOf(site, 'units', 0), returnSequences: flagOf(site, 'return_sequences', false) };
  return add(site, op, params, [onlyInput(site)], weights === undefined ? {} : gateWeights(weights, op));
}

function gateWeights([kernel, recurrent, bias]: readonly KerasTensor[], op: 'lstm' | 'gru'): NodeWeights {
  const rows = kernel!.shape[1] ?? 0;
  const none = op === 'gru' ? { shape: [2, rows], values: new Float32Array(2 * rows) } : { shape: [rows], values: new Float32Array(rows) };
  return { kernel: order(1, 0)(kernel!), recurrent: order(1, 0)(recurrent!), bias: straight(bias ?? none) };
}
