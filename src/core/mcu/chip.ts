import type { Evidence } from '../base/evidence.ts';

/** Instruction sets and pipelines, as far as kernels and cycle counts differ. */
export const CORES = [
  'cortex-m0',
  'cortex-m0+',
  'cortex-m3',
  'cortex-m4',
  'cortex-m7',
  'cortex-m33',
  'cortex-m55',
  'cortex-m85',
  'xtensa-lx6',
  'xtensa-lx7',
  'esp32-s3',
  'riscv32',
  'esp32-p4',
  'riscv64',
  'avr',
] as const;

export type Core = (typeof CORES)[number];

/** A figure with how sure it is and where it comes from. */
export interface Sourced {
  readonly value: number;
  readonly evidence: Evidence;
  readonly source: string;
}

/** One block of memory an arena may lie in; an arena needs a single contiguous region. */
export interface MemoryRegion {
  readonly name: string;
  readonly bytes: number;
  /** tcm: tightly coupled, fastest. main: ordinary SRAM. external: PSRAM and the like, slow. */
  readonly kind: 'tcm' | 'main' | 'external';
}

/** A microcontroller profile. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly family: string;
  readonly core: Core;
  readonly clockMHz: number;
  readonly sram: readonly MemoryRegion[];
  readonly flashBytes: number;
  /** True when code runs from external flash through a cache: latency then has a wider band. */
  readonly flashExternal: boolean;
  readonly npu?: string;
  readonly activeMilliamps?: number;
  readonly sleepMicroamps?: number;
  readonly volts?: number;
  /** Evidence and source of every figure above, by field name. */
  readonly sources: Readonly<
    Record<
      'core' | 'clockMHz' | 'sram' | 'flashBytes' | 'activeMilliamps' | 'sleepMicroamps' | 'volts',
      { readonly evidence: Evidence; readonly source: string }
    >
  >;
  readonly notes?: string;
}
