import type { Site } from '../kernels/kernel.ts';
import { input } from '../kernels/kernel.ts';
import type { Int8Finish, Weighted } from '../kernels/weighted.ts';

/** What the fast paths take: int8 throughout, with weights that no operator computes. */
export interface Int8Weighted {
  readonly input: Int8Array;
  readonly inputZero: number;
  readonly weights: Int8Array;
  readonly output: Int8Array;
  readonly finish: Int8Finish;
}

/** The weighted values as int8, or undefined when the clear kernel has to run them. */
export function asInt8(site: Site<'CONV_2D' | 'DEPTHWISE_CONV_2D' | 'FULLY_CONNECTED'>, weighted: Weighted): Int8Weighted | undefined {
  const { input: cells, inputZero, weights, output, int8 } = weighted;
  const isInt8 = cells instanceof Int8Array && weights instanceof Int8Array && output instanceof Int8Array;
  if (!isInt8 || int8 === undefined || input(site, 1).tensor.role !== 'constant') return undefined;
  return { input: cells, inputZero, weights, output, finish: int8 };
}
