/**
 * Sums of a layer as the chip takes them: products of integers, a bias on their scale, and the sum brought to the output's scale with the
 * two roundings of the runtime's fixed-point arithmetic. float32 holds the integers exactly below 2^24.
 */
import { add, div, mul, round, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { channelMultipliers } from '../../core/quant/kernels/weighted.ts';
import type { Affine } from '../../core/quant/kernels/quantization.ts';
import type { LayerSums } from '../model/step.ts';

/** Lifts halves, so that rounding to the nearest even number takes them away from 0; smaller than any other step of the sums. */
const LIFT = 1 + 2 ** -20;

export interface LayerScales {
  readonly input: Affine;
  readonly output: Affine;
  /** Of the kernel: one, or one a channel. */
  readonly kernel: Float32Array;
}

/** In reals, as the layer's rounded output is to be read from them. `kernel` holds the integers of the layer's kernel. */
export function chipSums({ value, bias, multiply }: LayerSums, kernel: Tensor, scales: LayerScales): Tensor {
  const multipliers = channelMultipliers(scales.input, [...scales.kernel], scales.output);
  const factors = multipliers.map(({ significand, exponent }) => significand * 2 ** (Math.max(0, exponent) - 31));
  const units = multipliers.map(({ exponent }) => LIFT * scales.output.scale * 2 ** Math.min(0, exponent));
  return tidy(() => {
    const products = multiply(round(div(value, scales.input.scale)), kernel);
    const steps = tensor1d(scales.kernel.map((scale) => scales.input.scale * scale));
    const sums = bias === undefined ? products : add(products, round(div(bias, steps)));
    return mul(round(mul(sums, tensor1d(factors))), tensor1d(units));
  });
}
