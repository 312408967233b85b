/** A Keras model as its configuration says it: layers, how they are joined, and where their weights are. */
import type { Shape } from '../../graph/tensor.ts';

/** Caps on what is opened. */
export const MAX_KERAS_LAYERS = 5_000;
/** Models inside models. */
export const MAX_KERAS_DEPTH = 10;
/** Bytes of configuration once unpacked, and of the weights inside a .keras. */
export const MAX_CONFIG_BYTES = 16 * 1024 * 1024;
export const MAX_WEIGHT_BYTES = 256 * 1024 * 1024;

/** Why a file cannot be read, or a layer not be one of ours; becomes a Problem, or a box with a note. */
export class KerasProblem extends Error {}

export interface KerasTensor {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** Which output of which call of which layer. */
export interface KerasRef {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** An argument of a call: a value of the network, or a number, a list, ... as the configuration holds it. */
export interface KerasCall {
  readonly inputs: readonly KerasRef[];
  /** Arguments that are plain numbers, in order: of an operation like `x + 2`. */
  readonly numbers: readonly number[];
  /** A number stands before the first value: `2 - x`. */
  readonly isNumberFirst: boolean;
}

export type Config = Readonly<Record<string, unknown>>;

export interface KerasLayer {
  readonly name: string;
  /** `Conv2D`. */
  readonly kind: string;
  /** `keras.src.ops.numpy` for an operation of Keras 3 that is no layer. */
  readonly module: string;
  readonly config: Config;
  readonly calls: readonly KerasCall[];
  /** The layer is itself a model. */
  readonly model?: KerasModel;
}

export interface KerasModel {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  readonly inputs: readonly KerasRef[];
  readonly outputs: readonly KerasRef[];
}

/** A layer and the layers of the model it stands in. */
export interface KerasStep {
  readonly layer: KerasLayer;
  readonly siblings: readonly KerasLayer[];
}

/** Weights of the path's last layer in the order Keras lists them; those before it are models it stands in. Undefined: there are none. */
export type WeightSource = (path: readonly KerasStep[]) => readonly KerasTensor[] | undefined;

export function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function textIn(config: Config, key: string): string | undefined {
  const value = config[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(config: Config, key: string): number | undefined {
  const value = config[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
