/** Kernels as the chip holds them: symmetric integers, on scales that their largest values give or that are learned. */
import {
  abs,
  clipByValue,
  div,
  max,
  maximum,
  reshape,
  round,
  zerosLike,
  type Rank,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import type { KernelPlace, Run } from '../model/step.ts';
import { constant } from '../ops/constant.ts';
import { fakeQuant } from '../ops/fake-quant.ts';
import type { LearnedScales } from './learned-scales.ts';

export interface KernelRounding {
  readonly round: Run['kernel'];
  /** Starts the scales that are learned at those that the kernel's largest values give; the kernel stays as it is. In a tidy. */
  readonly observe: Run['kernel'];
  /** The integers, and their scales. In a tidy. */
  readonly integers: (kernel: Tensor, place: KernelPlace) => { readonly steps: Tensor; readonly scales: Tensor1D };
}

/** Largest step on either side of 0. */
const MOST: Readonly<Record<8 | 4, number>> = { 8: 127, 4: 7 };

/** `learned` by tensor of the graph. */
export function createKernelRounding(bits: 8 | 4, learned: LearnedScales): KernelRounding {
  const mostOf = ({ most }: KernelPlace): number => (bits === 8 ? (most ?? MOST[bits]) : MOST[bits]);
  const scalesOf = (kernel: Tensor, place: KernelPlace): Tensor1D =>
    learned.of(place.tensor ?? -1) ?? constant(largestScales(kernel, place.axis, mostOf(place)));
  return {
    round: (kernel, place) => {
      const scales = scalesOf(kernel, place);
      const most = mostOf(place);
      return fakeQuant(kernel, scales, zerosLike(scales), { low: -most, high: most, axis: place.axis ?? 0 });
    },
    observe: (kernel, place) => {
      const { tensor = -1, axis } = place;
      if (learned.has(tensor)) learned.set(tensor, largestScales(kernel, axis, mostOf(place)));
      return kernel;
    },
    integers: (kernel, place) => {
      const scales = scalesOf(kernel, place);
      const most = mostOf(place);
      const along = reshape(
        scales,
        kernel.shape.map((side, axis) => (axis === place.axis ? side : 1)),
      );
      return { steps: clipByValue(round(div(kernel, along)), -most, most), scales };
    },
  };
}

/** One for each index of the axis, or one for all. */
function largestScales(kernel: Tensor, axis: number | undefined, most: number): Tensor1D {
  const axes = kernel.shape.flatMap((_, each) => (each === axis ? [] : [each]));
  return reshape<Rank.R1>(maximum(div(max(abs(kernel), axes), most), 1e-12), [-1]);
}
