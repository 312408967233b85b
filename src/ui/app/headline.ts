/** The four headline numbers of an estimate, with their limits. */
import type { Evidence } from '../../core/base/evidence.ts';
import type { Estimate, Limit } from '../../core/cost/estimate-types.ts';
import type { Budgets, Design } from '../../core/document/design.ts';
import type { Measure } from '../widgets/format.ts';

export const LIMITS: readonly Limit[] = ['sram', 'flash', 'latency', 'energy'];

export interface Headline {
  readonly value: number | undefined;
  /** The user's budget, else what the chip has; undefined without either. */
  readonly limit: number | undefined;
  readonly evidence: Evidence;
  readonly errorPercent: number | undefined;
}

export interface LimitWords {
  readonly label: string;
  readonly measure: Measure;
  readonly budget: keyof Budgets;
  /** Unit of the budget field, and how many base units it is. */
  readonly unit: string;
  readonly scale: number;
}

export const LIMIT_WORDS: Readonly<Record<Limit, LimitWords>> = {
  sram: { label: 'SRAM', measure: 'bytes', budget: 'sramBytes', unit: 'KiB', scale: 1024 },
  flash: { label: 'Flash', measure: 'bytes', budget: 'flashBytes', unit: 'KiB', scale: 1024 },
  latency: { label: 'Latency', measure: 'ms', budget: 'latencyMs', unit: 'ms', scale: 1 },
  energy: { label: 'Energy', measure: 'microjoules', budget: 'energyMicrojoules', unit: 'µJ', scale: 1 },
};

export function headlineOf(estimate: Estimate, design: Design, limit: Limit): Headline {
  const budget = design.budgets[LIMIT_WORDS[limit].budget];
  const { sram, flash, latency, energy } = estimate;
  if (limit === 'sram') return { value: sram.total, limit: budget ?? sram.available, evidence: sram.evidence, errorPercent: undefined };
  if (limit === 'flash') return { value: flash.total, limit: budget ?? flash.available, evidence: flash.evidence, errorPercent: undefined };
  if (limit === 'latency') return { value: latency.ms, limit: budget, evidence: latency.evidence, errorPercent: latency.errorPercent };
  return { value: energy.microjoules, limit: budget, evidence: energy.evidence, errorPercent: undefined };
}
