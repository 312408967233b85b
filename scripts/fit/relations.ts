/** Which kernels and targets lean on which others where their own measurements are few. */
import type { KernelFit } from '../../src/core/runtime/cycles/fit.ts';
import type { Target } from '../../src/core/runtime/cycles/target.ts';

export type Tables = Record<Target, Record<string, KernelFit>>;

/** Every target after the ones it leans on. */
export const ORDER: readonly Target[] = [
  'cortex-m4 reference',
  'cortex-m0+ cmsis-nn',
  'cortex-m4 cmsis-nn',
  'cortex-m7 cmsis-nn',
  'cortex-m33 cmsis-nn',
  'cortex-m55 cmsis-nn',
];

/** The same kernel there has much the same costs. */
const RELATED: Readonly<Partial<Record<Target, Target>>> = {
  'cortex-m4 cmsis-nn': 'cortex-m0+ cmsis-nn',
  'cortex-m7 cmsis-nn': 'cortex-m4 cmsis-nn',
  'cortex-m33 cmsis-nn': 'cortex-m4 cmsis-nn',
  'cortex-m55 cmsis-nn': 'cortex-m4 cmsis-nn',
};

/** Targets that run another one's code but for scheduling: with few shapes of their own, the other one's costs serve better. */
export const SAME_CODE: ReadonlySet<Target> = new Set(['cortex-m7 cmsis-nn', 'cortex-m33 cmsis-nn']);

/** Kernels whose loops are another's: its costs on the same target, as a whole larger or smaller. */
const RELATED_KERNEL: Readonly<Record<string, string>> = {
  'transpose conv reversed scalar': 'conv general scalar',
  'transpose conv reversed dsp': 'conv general dsp',
  'transpose conv reversed mve': 'conv general mve',
};

/** Costs a kernel leans on, up to a common factor; undefined where it stands alone. */
export function relatedCosts(target: Target, kernel: string, tables: Tables): readonly number[] | undefined {
  const related = RELATED[target];
  const fit = tables[target][RELATED_KERNEL[kernel] ?? ''] ?? (related === undefined ? undefined : tables[related][kernel]);
  return fit?.costs;
}

/**
 * The LSTMs measured are so small that their products hide behind the rest: what those cost is taken from the dense layer. Both kernels end
 * in the terms of the same product; a dense layer has two before them, an LSTM three.
 */
const PRODUCTS_OF: Readonly<Record<string, string>> = {
  'lstm reference': 'dense reference',
  'lstm scalar': 'dense scalar',
  'lstm dsp': 'dense dsp',
  'lstm mve': 'dense mve',
};

/** Costs that are not fitted, by their place in the kernel's terms. */
export function borrowedCosts(kernel: string, kernels: Readonly<Record<string, KernelFit>>): ReadonlyMap<number, number> {
  const products = kernels[PRODUCTS_OF[kernel] ?? '']?.costs.slice(2) ?? [];
  return new Map(products.map((cost, i) => [i + 3, cost]));
}
