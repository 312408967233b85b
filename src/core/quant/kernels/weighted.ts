/** What the operators with weights share: the sum of input * weight per output becomes an output value. */
import type { Activation } from '../../graph/deployed.ts';
import type { Numbers } from '../elements.ts';
import { clamp, quantizeMultiplier, rescale, rescaleWide } from '../fixed-point.ts';
import type { Multiplier } from '../fixed-point.ts';
import type { Value } from './kernel.ts';
import { refuse } from './kernel.ts';
import type { Affine, Range } from './quantization.ts';
import {
  affineOf,
  channelScales,
  entriesOf,
  expectSameType,
  label,
  numbersOf,
  quantizedRange,
  realRange,
  unsupportedType,
} from './quantization.ts';

const { fround } = Math;

/** Adds the channel's bias to a sum, scales, shifts and clamps it: the output's entry. */
export type Finish = (sum: number, channel: number) => number;

/**
 * sum + (input[from + i * inputStep] - inputZero) * weights[by + i * weightStep] for i < count. Integers are exact; reals are rounded to
 * float32 after every product and every sum, in this order, as the runtime has them.
 */
export type Accumulate = (sum: number, from: number, by: number, count: number, inputStep: number, weightStep: number) => number;

/** Values of an operator with weights. */
export interface WeightedValues {
  readonly input: Value;
  readonly weights: Value;
  readonly bias: Value | undefined;
  readonly output: Value;
  readonly activation: Activation;
  readonly channels: number;
  /** Dimension of the weights that counts channels. */
  readonly channelAxis: number;
  /** Zero point of the weights, where it counts. */
  readonly weightsZero?: number;
  /** One scale of the weights: the scales' product is rounded to float32 first, as FULLY_CONNECTED does. */
  readonly isSingleProduct?: boolean;
  /** int16 without bias: sums of 64 bits, as FULLY_CONNECTED and TRANSPOSE_CONV take them; CONV_2D and DEPTHWISE_CONV_2D take 32. */
  readonly isWideWithoutBias?: boolean;
}

export interface Weighted {
  readonly input: Numbers;
  readonly inputZero: number;
  readonly weights: Numbers;
  readonly output: Numbers;
  readonly accumulate: Accumulate;
  readonly finish: Finish;
  /** The same for faster kernels, where all is int8 or all is float32 and no operator computes the weights. */
  readonly int8?: Int8Weighted;
  readonly real?: RealWeighted;
}

export interface RealWeighted {
  readonly input: Float32Array;
  readonly weights: Float32Array;
  readonly output: Float32Array;
  readonly bias: Float32Array;
  readonly range: Range;
}

export interface Int8Weighted {
  readonly input: Int8Array;
  readonly inputZero: number;
  readonly weights: Int8Array;
  readonly output: Int8Array;
  readonly finish: Int8Finish;
}

export interface Int8Finish {
  readonly bias: Int32Array;
  readonly significands: Int32Array;
  readonly exponents: Int32Array;
  readonly outputZero: number;
  readonly range: Range;
}

export function prepareWeighted(values: WeightedValues): Weighted {
  expectSameType(values.input, values.output);
  switch (values.input.tensor.type) {
    case 'float32':
      return prepareFloat(values);
    case 'int8':
      return prepareInt8(values);
    case 'int16':
      return prepareInt16(values);
    default:
      return unsupportedType(values.input);
  }
}

/** The bias of each channel; zeros when there is none. */
function biasOf({ bias, channels }: WeightedValues): Float64Array {
  if (bias === undefined) return new Float64Array(channels);
  if (bias.tensor.role !== 'constant') return refuse(`needs ${label(bias)} as a constant, but it is computed`);
  if (bias.elements.length !== channels) return refuse(`has ${bias.elements.length} biases in ${label(bias)} for ${channels} channels`);
  return Float64Array.from(bias.elements as Numbers, Number);
}

function integerAccumulate(input: Numbers, inputZero: number, weights: Numbers, weightsZero = 0): Accumulate {
  return (start, from, by, count, inputStep, weightStep) => {
    let sum = start;
    for (let i = 0; i < count; i++) sum += (input[from + i * inputStep]! - inputZero) * (weights[by + i * weightStep]! - weightsZero);
    return sum;
  };
}

function realAccumulate(input: Float32Array, weights: Float32Array): Accumulate {
  return (start, from, by, count, inputStep, weightStep) => {
    let sum = start;
    for (let i = 0; i < count; i++) sum = fround(sum + fround(input[from + i * inputStep]! * weights[by + i * weightStep]!));
    return sum;
  };
}

function prepareFloat(values: WeightedValues): Weighted {
  const bias = Float32Array.from(biasOf(values));
  const range = realRange(values.activation);
  const input = entriesOf(values.input, Float32Array);
  const weights = realWeights(values.weights, values.channelAxis);
  const output = entriesOf(values.output, Float32Array);
  return {
    input,
    inputZero: 0,
    weights,
    output,
    accumulate: realAccumulate(input, weights),
    finish: (sum, channel) => clamp(fround(sum + bias[channel]!), range.low, range.high),
    ...(values.weights.tensor.role === 'constant' ? { real: { input, weights, output, bias, range } } : {}),
  };
}

/**
 * Weights as reals. Those of a hybrid operator (float activations, int8 weights) are dequantised: their exact meaning; LiteRT rounds the
 * activations to int8 as well, TFLM does not run such operators.
 */
export function realWeights(weights: Value, channelAxis: number): Float32Array {
  const { elements, tensor } = weights;
  if (elements instanceof Float32Array) return elements;
  if (tensor.type !== 'int8' && tensor.type !== 'int4') return unsupportedType(weights);
  const channels = tensor.shape[channelAxis] ?? 1;
  const inner = tensor.shape.slice(channelAxis + 1).reduce((product, dimension) => product * dimension, 1);
  const scales = channelScales(weights, channels);
  const zeroPoints = tensor.quantization?.zeroPoints ?? [];
  return Float32Array.from(elements as Numbers, (q, i) => {
    const channel = Math.floor(i / inner) % channels;
    return scales[channel]! * (q - (zeroPoints[channel] ?? zeroPoints[0] ?? 0));
  });
}

function integerWeights(weights: Value): Int8Array {
  return weights.elements instanceof Int8Array ? weights.elements : unsupportedType(weights);
}

/** Input scale times weight scale over output scale, per channel. */
export function channelMultipliers(input: Affine, weights: readonly number[], output: Affine): Multiplier[] {
  return weights.map((scale) => quantizeMultiplier((input.scale * scale) / output.scale));
}

function multipliersOf({ input, weights, output, channels, isSingleProduct }: WeightedValues): Multiplier[] {
  const [from, to] = [affineOf(input), affineOf(output)];
  if (isSingleProduct !== true || weights.tensor.quantization?.scales.length !== 1)
    return channelMultipliers(from, channelScales(weights, channels), to);
  const product = fround(from.scale * affineOf(weights).scale);
  return new Array<Multiplier>(channels).fill(quantizeMultiplier(product / to.scale));
}

function integerSums(values: WeightedValues, inputZero: number): Omit<Weighted, 'finish'> {
  const [input, weights] = [numbersOf(values.input), integerWeights(values.weights)];
  const accumulate = integerAccumulate(input, inputZero, weights, values.weightsZero);
  return { input, inputZero, weights, output: numbersOf(values.output), accumulate };
}

function prepareInt8(values: WeightedValues): Weighted {
  const { input, weights, bias, output } = values;
  if (bias !== undefined && bias.tensor.type !== 'int32') unsupportedType(bias);
  const multipliers = multipliersOf(values);
  const finish: Int8Finish = {
    bias: Int32Array.from(biasOf(values)),
    significands: Int32Array.from(multipliers, ({ significand }) => significand),
    exponents: Int32Array.from(multipliers, ({ exponent }) => exponent),
    outputZero: affineOf(output).zeroPoint,
    range: quantizedRange(output, values.activation),
  };
  const { zeroPoint: inputZero } = affineOf(input);
  const arrays = { input: entriesOf(input, Int8Array), weights: integerWeights(weights), output: entriesOf(output, Int8Array) };
  const isFixed = weights.tensor.role === 'constant' && (values.weightsZero ?? 0) === 0;
  return {
    ...integerSums(values, inputZero),
    finish: (sum, channel) => finishInt8(finish, sum, channel),
    ...(isFixed ? { int8: { ...arrays, inputZero, finish } } : {}),
  };
}

/** The int8 entry of a sum; sum and bias wrap as int32. */
function finishInt8({ bias, significands, exponents, outputZero, range }: Int8Finish, sum: number, channel: number): number {
  const scaled = rescale((sum + bias[channel]!) | 0, significands[channel]!, exponents[channel]!);
  return clamp(scaled + outputZero, range.low, range.high);
}

/** int16 activations, int8 weights: zero points are 0. Biases of 64 bits bring sums of 64 bits, rounded once. */
function prepareInt16(values: WeightedValues): Weighted {
  const { bias: biasValue, output } = values;
  const bias = biasOf(values);
  const multipliers = multipliersOf(values);
  const { low, high } = quantizedRange(output, values.activation);
  const isWide = biasValue === undefined ? values.isWideWithoutBias === true : biasValue.tensor.type !== 'int32';
  const narrow: Finish = (sum, channel) => {
    const { significand, exponent } = multipliers[channel]!;
    return clamp(rescale((sum + bias[channel]!) | 0, significand, exponent), low, high);
  };
  const wide: Finish = (sum, channel) => {
    const { significand, exponent } = multipliers[channel]!;
    return clamp(rescaleWide(sum + bias[channel]!, significand, exponent), low, high);
  };
  return { ...integerSums(values, 0), finish: isWide ? wide : narrow };
}
