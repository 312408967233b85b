/** Pooling, merging, normalising, and layers that move values. */
import type { Params } from '../../graph/graph.ts';
import { sameShape } from '../../graph/tensor.ts';
import type { OpKind } from '../../ops/registry.ts';
import type { Value } from '../network-builder.ts';
import { activated, withNumber } from './layer-activations.ts';
import { isConfig, listOf, type KerasTensor } from './keras-model.ts';
import {
  add,
  addBeside,
  activationOf,
  constantBeside,
  expectChannelsLast,
  flagOf,
  numberOf,
  onlyInput,
  pairsOf,
  refuse,
  sizesOf,
  straight,
  textOf,
  weightsOf,
  type LayerSite,
} from './layer-site.ts';

export function convertPool(site: LayerSite, op: 'max_pool2d' | 'avg_pool2d' | 'max_pool1d' | 'avg_pool1d'): Value {
  expectChannelsLast(site);
  const count = op.endsWith('1d') ? 1 : 2;
  const window = sizesOf(site, 'pool_size', count, 2);
  const strides = site.layer.config['strides'] === null ? window : sizesOf(site, 'strides', count, 2);
  const padding = textOf(site, 'padding', 'valid');
  const params: Params =
    count === 1
      ? { pool: window[0]!, stride: strides[0]!, padding }
      : { poolH: window[0]!, poolW: window[1]!, strideH: strides[0]!, strideW: strides[1]!, padding };
  return add(site, op, params, [onlyInput(site)]);
}

export function convertGlobalPool(site: LayerSite, op: 'global_avg_pool' | 'global_max_pool'): Value {
  expectChannelsLast(site);
  return add(site, op, { keepDims: flagOf(site, 'keepdims', false) }, [onlyInput(site)]);
}

type Merge = 'add' | 'sub' | 'mul' | 'minimum' | 'maximum';

/** Of values, or (operations of Keras 3) of a value and a number. */
export function convertMerge(site: LayerSite, op: Merge): Value {
  const [number] = site.call.numbers;
  if (site.inputs.length > 1 || number === undefined) return add(site, op, {}, site.inputs);
  const constant = constantBeside(site, [1], Float32Array.of(number));
  return add(site, op, {}, site.call.isNumberFirst ? [constant, onlyInput(site)] : [onlyInput(site), constant]);
}

export function convertAverage(site: LayerSite): Value {
  return withNumber(site, 'mul', add(site, 'add', {}, site.inputs), 1 / site.inputs.length);
}

export function convertQuotient(site: LayerSite): Value {
  const [number] = site.call.numbers;
  if (number === undefined || number === 0 || site.call.isNumberFirst) return refuse('it does not divide by a number');
  return withNumber(site, 'mul', onlyInput(site), 1 / number);
}

export function convertConcatenate(site: LayerSite): Value {
  return add(site, 'concat', { axis: numberOf(site, 'axis', -1) }, site.inputs);
}

export function convertActivation(site: LayerSite, name = activationOf(site)): Value {
  return activated(site, name, onlyInput(site));
}

/** max(0, x) with a largest value, a slope below 0, a threshold. */
export function convertReLU(site: LayerSite): Value {
  const most = site.layer.config['max_value'] ?? Infinity;
  const slope = numberOf(site, 'negative_slope', 0);
  if (numberOf(site, 'threshold', 0) !== 0) return refuse('it has a threshold');
  if (slope !== 0)
    return most === Infinity ? add(site, 'leaky_relu', { alpha: slope }, [onlyInput(site)]) : refuse('it has a slope and a largest value');
  if (most === 6) return add(site, 'relu6', {}, [onlyInput(site)]);
  const positive = add(site, 'relu', {}, [onlyInput(site)]);
  return most === Infinity ? positive : withNumber(site, 'minimum', positive, Number(most));
}

export function convertLeakyReLU(site: LayerSite): Value {
  const alpha = numberOf(site, 'negative_slope', numberOf(site, 'alpha', 0.3));
  return add(site, 'leaky_relu', { alpha }, [onlyInput(site)]);
}

export function convertSoftmax(site: LayerSite): Value {
  const input = onlyInput(site);
  const axis = numberOf(site, 'axis', -1);
  if (axis !== -1 && axis !== input.type.shape.length - 1) return refuse(`its axis is ${axis}`);
  return add(site, 'softmax', {}, [input]);
}

export function convertBatchNorm(site: LayerSite): Value {
  const input = onlyInput(site);
  const rank = input.type.shape.length;
  const axis = Number(listOf(site.layer.config['axis'])[0] ?? site.layer.config['axis'] ?? -1);
  if (axis !== -1 && axis !== rank - 1) return refuse(`it normalises dimension ${axis}`);
  const [scales, centres] = [flagOf(site, 'scale', true), flagOf(site, 'center', true)];
  const given = weightsOf(site, 2 + Number(scales) + Number(centres));
  const params = { epsilon: numberOf(site, 'epsilon', 0.001), momentum: numberOf(site, 'momentum', 0.99) };
  if (given === undefined) return add(site, 'batch_norm', params, [input]);
  const rest = [...given];
  const channels = given.at(-1)!.values.length;
  const all = (value: number): KerasTensor => ({ shape: [channels], values: new Float32Array(channels).fill(value) });
  const gamma = straight(scales ? rest.shift()! : all(1));
  const beta = straight(centres ? rest.shift()! : all(0));
  return add(site, 'batch_norm', params, [input], { gamma, beta, mean: straight(rest[0]!), variance: straight(rest[1]!) });
}

/** (x - mean) / sqrt(variance) of an input, one pair for each channel or one for all. */
export function convertNormalization(site: LayerSite): Value {
  const [mean, variance] = site.weights() ?? [];
  const given = [site.layer.config['mean'], site.layer.config['variance']].map((value) => numbers(value));
  const means = given[0] ?? mean?.values ?? refuse('it has no mean');
  const variances = given[1] ?? variance?.values ?? refuse('it has no variance');
  const factor = variances.map((value) => 1 / Math.max(Math.sqrt(value), 1e-7));
  return scaled(
    site,
    factor,
    factor.map((value, i) => -means[i]! * value),
  );
}

export function convertRescaling(site: LayerSite): Value {
  const { scale, offset } = site.layer.config;
  return scaled(site, numbers(scale) ?? Float32Array.of(1), numbers(offset ?? 0) ?? Float32Array.of(0));
}

function numbers(value: unknown): Float32Array | undefined {
  if (typeof value === 'number') return Float32Array.of(value);
  const list = listOf(value).flat(4).map(Number);
  return list.length > 0 && list.every(Number.isFinite) ? Float32Array.from(list) : undefined;
}

function scaled(site: LayerSite, factor: Float32Array, offset: Float32Array): Value {
  const product = add(site, 'mul', {}, [onlyInput(site), constantBeside(site, [factor.length], factor)]);
  return offset.every((value) => value === 0)
    ? product
    : addBeside(site, 'add', {}, [product, constantBeside(site, [offset.length], offset)]);
}

export function convertDropout(site: LayerSite): Value {
  return add(site, 'dropout', { rate: numberOf(site, 'rate', 0.5) }, [onlyInput(site)]);
}

/** A layer counts without the batch; the operation of Keras 3 says every dimension. */
export function convertReshape(site: LayerSite): Value {
  const input = onlyInput(site);
  const whole = site.layer.config['newshape'];
  if (whole !== undefined) return add(site, 'reshape', { shape: listOf(whole).map(Number) }, [input]);
  const target = listOf(site.layer.config['target_shape']).map(Number);
  return add(site, 'reshape', { shape: [input.type.shape[0]!, ...target] }, [input]);
}

/** Dimensions are counted from 1, without the batch. */
export function convertPermute(site: LayerSite): Value {
  return add(site, 'transpose', { perm: [0, ...listOf(site.layer.config['dims']).map(Number)] }, [onlyInput(site)]);
}

/** The operation of Keras 3; without axes all dimensions turn round. */
export function convertTranspose(site: LayerSite): Value {
  const input = onlyInput(site);
  const axes = site.layer.config['axes'] ?? input.type.shape.map((_, axis) => axis).toReversed();
  return add(site, 'transpose', { perm: listOf(axes).map(Number) }, [input]);
}

/** The operation of Keras 3; without axes all dimensions are averaged. */
export function convertMean(site: LayerSite): Value {
  const input = onlyInput(site);
  const given = site.layer.config['axis'] ?? input.type.shape.map((_, axis) => axis);
  const axes = typeof given === 'number' ? [given] : listOf(given).map(Number);
  return add(site, 'mean', { axes, keepDims: flagOf(site, 'keepdims', false) }, [input]);
}

/** The operation of Keras 3 into equal parts. */
export function convertSplit(site: LayerSite): readonly Value[] {
  const parts = site.layer.config['indices_or_sections'];
  if (typeof parts !== 'number') return refuse('its parts are not equal');
  const added = site.builder.add('split', { parts, axis: numberOf(site, 'axis', 0) }, [onlyInput(site)], site.layer.name);
  return added.ok ? added.value : refuse(added.error.message);
}

export function convertZeroPadding(site: LayerSite, dimensions: 1 | 2): Value {
  expectChannelsLast(site);
  return add(site, 'pad', { pads: pairsOf(site, 'padding', dimensions) }, [onlyInput(site)]);
}

export function convertCropping(site: LayerSite, dimensions: 1 | 2): Value {
  expectChannelsLast(site);
  const input = onlyInput(site);
  const pairs = pairsOf(site, 'cropping', dimensions);
  const begin = [0, ...input.type.shape.slice(1, -1).map((_, i) => pairs[2 * i]!), 0];
  const size = input.type.shape.slice(1, -1).map((whole, i) => whole - pairs[2 * i]! - pairs[2 * i + 1]!);
  return add(site, 'slice', { begin, size: [-1, ...size, -1] }, [input]);
}

export function convertUpSampling(site: LayerSite): Value {
  expectChannelsLast(site);
  const [factorH, factorW] = sizesOf(site, 'size', 2, 2) as readonly [number, number];
  return add(site, 'upsample', { factorH, factorW, ...interpolation(site) }, [onlyInput(site)]);
}

/** To a size, by whole factors where the nearest value is taken. */
export function convertResizing(site: LayerSite): Value {
  expectChannelsLast(site);
  const input = onlyInput(site);
  if (flagOf(site, 'crop_to_aspect_ratio', false) || flagOf(site, 'pad_to_aspect_ratio', false)) return refuse('it keeps the aspect ratio');
  const size = [numberOf(site, 'height', 0), numberOf(site, 'width', 0)];
  if (sameShape(size, input.type.shape.slice(1, 3))) return input;
  const isWhole = size.every((to, i) => Number.isInteger(to / input.type.shape[i + 1]!));
  const how = interpolation(site, 'bilinear');
  if (how.mode === 'nearest' && !isWhole) return refuse('it takes the nearest value by a factor that is not whole');
  return add(site, 'upsample', { size, ...how }, [input]);
}

function interpolation(site: LayerSite, fallback = 'nearest'): { readonly mode: string; readonly halfPixelCenters?: boolean } {
  const name = textOf(site, 'interpolation', fallback);
  if (name === 'nearest') return { mode: name };
  return name === 'bilinear' ? { mode: name, halfPixelCenters: true } : refuse(`it interpolates by "${name}"`);
}

/** The same dense layer at every step is a dense layer on the last dimension. */
export function convertTimeDistributed(site: LayerSite, dense: (inner: LayerSite) => Value): Value {
  const { layer } = site.layer.config;
  if (!isConfig(layer) || layer['class_name'] !== 'Dense' || !isConfig(layer['config']))
    return refuse('what it repeats is not a dense layer');
  return dense({ ...site, layer: { ...site.layer, config: layer['config'] } });
}

export function convertPlain(site: LayerSite, op: OpKind): Value {
  return add(site, op, {}, [onlyInput(site)]);
}
