/** Constants of a float network as the integers an int8 one holds. */
import type { DeployedGraph, DeployedTensor, OpCode, Quantization } from '../../graph/deployed.ts';
import { elementCount, type ElementType } from '../../graph/tensor.ts';
import type { Affine } from '../kernels/quantization.ts';
import { symmetricScale } from './range.ts';

/** What a constant is to the operator that reads it. Anything else is a value like an activation, with a range of its own. */
export type ConstantUse =
  | { readonly kind: 'weights'; readonly channelAxis: number }
  /** On the scale of `input` times `weights`, two other tensors. */
  | { readonly kind: 'bias'; readonly input: number; readonly weights: number };

interface Places {
  readonly input: number;
  readonly weights: number;
  readonly bias: number;
  readonly channelAxis: number;
}

const LSTM_GATES = [0, 1, 2, 3];

/** Where an operator's weights and biases stand among its inputs. */
const PLACES: Partial<Readonly<Record<OpCode, readonly Places[]>>> = {
  CONV_2D: [{ input: 0, weights: 1, bias: 2, channelAxis: 0 }],
  DEPTHWISE_CONV_2D: [{ input: 0, weights: 1, bias: 2, channelAxis: 3 }],
  TRANSPOSE_CONV: [{ input: 2, weights: 1, bias: 3, channelAxis: 0 }],
  FULLY_CONNECTED: [{ input: 0, weights: 1, bias: 2, channelAxis: 0 }],
  SVDF: [
    { input: 0, weights: 1, bias: -1, channelAxis: 0 },
    { input: 4, weights: 2, bias: 3, channelAxis: 0 },
  ],
  UNIDIRECTIONAL_SEQUENCE_LSTM: [
    ...LSTM_GATES.map((gate) => ({ input: 0, weights: 1 + gate, bias: 12 + gate, channelAxis: 0 })),
    ...LSTM_GATES.map((gate) => ({ input: 18, weights: 5 + gate, bias: -1, channelAxis: 0 })),
  ],
};

/** By tensor index. */
export function constantUses({ ops }: DeployedGraph): ReadonlyMap<number, ConstantUse> {
  const uses = new Map<number, ConstantUse>();
  for (const { code, inputs } of ops) {
    for (const { input, weights, bias, channelAxis } of PLACES[code] ?? []) {
      uses.set(inputs[weights]!, { kind: 'weights', channelAxis });
      const offset = inputs[bias] ?? -1;
      if (offset >= 0) uses.set(offset, { kind: 'bias', input: inputs[input]!, weights: inputs[weights]! });
    }
  }
  return uses;
}

/**
 * Largest step of symmetric weights on either side of 0. int16 ones are SVDF's time weights: times an int16 state they are summed in 32
 * bits, so 10 bits are used and 6 are left for the sum, as the TensorFlow Lite converter has it.
 */
const MOST_STEPS: Readonly<Record<string, number>> = { int4: 7, int8: 127, int16: 511 };

/** Largest step that a weight takes. */
export const mostSteps = (type: ElementType, bits: 8 | 4): number => MOST_STEPS[bits === 4 ? 'int4' : type] ?? 127;

/** Symmetric scales of weights, as many as the tensor carries: one for all, or one a channel. 4 bits use 15 of an int8's steps. */
export function weightScales(
  values: Float32Array,
  { shape, type, scaleCount }: DeployedTensor,
  channelAxis: number,
  bits: 8 | 4,
): Quantization {
  const most = mostSteps(type, bits);
  const inner = elementCount(shape.slice(channelAxis + 1));
  const magnitudes = new Array<number>(scaleCount).fill(0);
  values.forEach((value, i) => {
    const channel = scaleCount === 1 ? 0 : Math.floor(i / inner) % scaleCount;
    magnitudes[channel] = Math.max(magnitudes[channel]!, Math.abs(value));
  });
  const scales = magnitudes.map((magnitude) => symmetricScale(magnitude, most));
  return { scales, zeroPoints: scales.map(() => 0), axis: scaleCount === 1 ? 0 : channelAxis };
}

/** One scale for each of the weights': input times weights. */
export function biasScales(input: Affine, { scales }: Quantization): Quantization {
  const products = scales.map((scale) => Math.fround(input.scale * scale));
  return { scales: products, zeroPoints: products.map(() => 0), axis: 0 };
}

const ARRAYS = { int8: Int8Array, int16: Int16Array, int32: Int32Array } as const;
const LIMITS: Readonly<Record<keyof typeof ARRAYS, number>> = { int8: 2 ** 7, int16: 2 ** 15, int32: 2 ** 31 };

/** Scales that are known, for a tensor that carries as many; undefined where they do not fit it. */
export function givenScales(scales: readonly number[], { scaleCount }: DeployedTensor, channelAxis: number): Quantization | undefined {
  if (scales.length !== scaleCount || scales.some((scale) => !(scale > 0 && scale < Infinity))) return undefined;
  return { scales, zeroPoints: scales.map(() => 0), axis: scaleCount === 1 ? 0 : channelAxis };
}

/** The nearest integers, little-endian, at most `most` from 0; undefined for a type that does not stand for reals. */
export function quantizeValues(
  values: Float32Array,
  { shape, type }: DeployedTensor,
  quantization: Quantization,
  most?: number,
): Uint8Array | undefined {
  if (!(type in ARRAYS)) return undefined;
  const { scales, zeroPoints, axis } = quantization;
  const limit = LIMITS[type as keyof typeof ARRAYS];
  const [low, high] = [-(most ?? limit), most ?? limit - 1];
  const inner = elementCount(shape.slice(axis + 1));
  const steps = Array.from(values, (value, i) => {
    const channel = scales.length === 1 ? 0 : Math.floor(i / inner) % scales.length;
    const step = Math.round(value / scales[channel]!) + zeroPoints[channel]!;
    return Math.max(low, Math.min(high, step));
  });
  return new Uint8Array(ARRAYS[type as keyof typeof ARRAYS].from(steps).buffer);
}
