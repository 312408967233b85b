/** A layer's call as its converter sees it. */
import type { NodeWeights, Weight } from '../../document/weights.ts';
import type { Params } from '../../graph/graph.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { OpKind } from '../../ops/registry.ts';
import type { NetworkBuilder, Value } from '../network-builder.ts';
import { permuted, permuteValues } from '../permute-values.ts';
import { isConfig, KerasProblem, listOf, numberIn, textIn, type KerasCall, type KerasLayer, type KerasTensor } from './keras-model.ts';

export interface LayerSite {
  readonly layer: KerasLayer;
  readonly call: KerasCall;
  readonly builder: NetworkBuilder;
  readonly inputs: readonly Value[];
  /** In Keras's order; undefined when the file has none. Looked up when asked for. */
  readonly weights: () => readonly KerasTensor[] | undefined;
  /** Keras 2 and 3 mean different things by some names. */
  readonly version: 2 | 3;
  /** Keeps what has no counterpart as a box behind a value, with a note that names it. */
  readonly box: (kind: string, why: string, input: Value) => Value;
}

/** The value the layer gives, or several. */
export type LayerConverter = (site: LayerSite) => Value | readonly Value[];

export function refuse(reason: string): never {
  throw new KerasProblem(reason);
}

/** Adds a node; refuses with the operation's own words. */
export function add(
  { builder, layer }: LayerSite,
  op: OpKind,
  params: Params,
  inputs: readonly Value[],
  weights?: NodeWeights,
  name?: string,
): Value {
  const added = builder.add(op, params, inputs, name ?? layer.name, weights);
  return added.ok ? added.value[0]! : refuse(added.error.message);
}

/** A node that the layer needs beside its own. */
export function addBeside(site: LayerSite, op: OpKind, params: Params, inputs: readonly Value[], weights?: NodeWeights): Value {
  return add(site, op, params, inputs, weights, '');
}

/** A constant the layer holds. */
export function constantBeside(site: LayerSite, shape: Shape, values: Float32Array): Value {
  return addBeside(site, 'constant', { shape }, [], { value: { shape, values } });
}

export function onlyInput({ inputs }: LayerSite): Value {
  return inputs[0] ?? refuse('it has no input');
}

/** The layer's weights, as many as it should have; undefined when the file has none. */
export function weightsOf(site: LayerSite, count: number): readonly KerasTensor[] | undefined {
  const weights = site.weights();
  if (weights !== undefined && weights.length !== count) return refuse(`it has ${weights.length} weights in place of ${count}`);
  return weights;
}

/** A weight with its dimensions in the order the design has them. */
export function turned({ shape, values }: KerasTensor, perm: readonly number[]): Weight {
  if (shape.length !== perm.length) return refuse(`a weight has ${shape.length} dimensions in place of ${perm.length}`);
  return { shape: permuted(shape, perm), values: permuteValues(values, shape, perm) };
}

export function straight({ shape, values }: KerasTensor): Weight {
  return { shape, values };
}

export function flagOf({ layer: { config } }: LayerSite, key: string, fallback: boolean): boolean {
  const value = config[key];
  return typeof value === 'boolean' ? value : fallback;
}

export function numberOf({ layer: { config } }: LayerSite, key: string, fallback: number): number {
  return numberIn(config, key) ?? fallback;
}

export function textOf({ layer: { config } }: LayerSite, key: string, fallback: string): string {
  return textIn(config, key) ?? fallback;
}

/** One number, or one for each dimension. */
export function sizesOf({ layer: { config } }: LayerSite, key: string, count: number, fallback: number): readonly number[] {
  const value = config[key] ?? fallback;
  const sizes = typeof value === 'number' ? new Array<number>(count).fill(value) : listOf(value).map(Number);
  return sizes.length === count && sizes.every(Number.isInteger) ? sizes : refuse(`its ${key} is ${JSON.stringify(value)?.slice(0, 60)}`);
}

/** Pairs before and after each dimension: 1, [1, 2] or [[1, 0], [2, 1]]. */
export function pairsOf({ layer: { config } }: LayerSite, key: string, count: number): readonly number[] {
  const value = config[key] ?? 0;
  if (typeof value === 'number') return new Array<number>(2 * count).fill(value);
  const items = listOf(value);
  const isPlain = items.every((item) => typeof item === 'number');
  const pairs = isPlain
    ? count === 1
      ? items.map(Number)
      : items.flatMap((item) => [item, item])
    : items.flatMap((item) => listOf(item).map(Number));
  const fits = pairs.length === 2 * count && pairs.every((pad) => Number.isInteger(pad) && pad >= 0);
  return fits ? pairs : refuse(`its ${key} is ${JSON.stringify(value)?.slice(0, 60)}`);
}

export function expectChannelsLast(site: LayerSite): void {
  if (textOf(site, 'data_format', 'channels_last') === 'channels_first') refuse('its channels come first');
}

/** "relu" of an activation that is a name, a function, or a layer of its own. */
export function activationOf({ layer: { config } }: LayerSite, key = 'activation'): string {
  const value = config[key];
  if (typeof value === 'string') return value;
  if (!isConfig(value)) return 'linear';
  const inner = value['config'];
  return typeof inner === 'string' ? inner : (textIn(value, 'class_name') ?? 'linear').toLowerCase();
}
