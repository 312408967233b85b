/** What was measured, and which measurement stands in for which runtime and core. */
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import type { Flavour } from './kernel.ts';

/** A core and a set of kernels that instructions were counted on, as `../shared/reference` calls them. */
export const TARGETS = [
  'cortex-m4 reference',
  'cortex-m4 cmsis-nn',
  'cortex-m7 cmsis-nn',
  'cortex-m33 cmsis-nn',
  'cortex-m55 cmsis-nn',
  'cortex-m0+ cmsis-nn',
] as const;
export type Target = (typeof TARGETS)[number];

export const FLAVOURS: Readonly<Record<Target, Flavour>> = {
  'cortex-m4 reference': 'reference',
  'cortex-m4 cmsis-nn': 'dsp',
  'cortex-m7 cmsis-nn': 'dsp',
  'cortex-m33 cmsis-nn': 'dsp',
  'cortex-m55 cmsis-nn': 'mve',
  'cortex-m0+ cmsis-nn': 'scalar',
};

/** A table to look a kernel up in. */
export interface CostSource {
  readonly target: Target;
  /** Ratio of the counts of the core at hand to the target's. */
  readonly factor: number;
  /** Added to the kernel's own error, percent, for standing in. */
  readonly addedErrorPercent: number;
}

/** How a runtime's kernels are compiled for a core, and where their costs come from, best source first. */
export interface Build {
  readonly flavour: Flavour;
  readonly sources: readonly CostSource[];
}

/**
 * Instructions of an Armv6-M core for what an Armv7E-M core does in one: no long multiply, no division, no bit fields. The ratio of the
 * kernels that both were measured on from the same source (MEAN, CONCATENATION, LOGISTIC, RELU, QUANTIZE, ...) has quartiles 1.7 and 3.
 */
const ARMV6M_FACTOR = 2.3;

const own = (target: Target): CostSource => ({ target, factor: 1, addedErrorPercent: 0 });
const like = (target: Target, addedErrorPercent: number, factor = 1): CostSource => ({ target, factor, addedErrorPercent });

const M4_REFERENCE = like('cortex-m4 reference', 3);
const CMSIS: Readonly<Partial<Record<Core, Build>>> = {
  'cortex-m4': { flavour: 'dsp', sources: [own('cortex-m4 cmsis-nn'), M4_REFERENCE] },
  'cortex-m7': { flavour: 'dsp', sources: [own('cortex-m7 cmsis-nn'), like('cortex-m4 cmsis-nn', 3), M4_REFERENCE] },
  'cortex-m33': { flavour: 'dsp', sources: [own('cortex-m33 cmsis-nn'), like('cortex-m4 cmsis-nn', 3), M4_REFERENCE] },
  'cortex-m55': { flavour: 'mve', sources: [own('cortex-m55 cmsis-nn'), like('cortex-m4 cmsis-nn', 10), M4_REFERENCE] },
  'cortex-m85': {
    flavour: 'mve',
    sources: [like('cortex-m55 cmsis-nn', 3), like('cortex-m4 cmsis-nn', 10), like('cortex-m4 reference', 10)],
  },
  'cortex-m0+': { flavour: 'scalar', sources: [own('cortex-m0+ cmsis-nn'), like('cortex-m4 reference', 40, ARMV6M_FACTOR)] },
  'cortex-m0': { flavour: 'scalar', sources: [like('cortex-m0+ cmsis-nn', 3), like('cortex-m4 reference', 40, ARMV6M_FACTOR)] },
  // The same C source as on the M0+, compiled for an instruction set with long multiplies: between the two.
  'cortex-m3': { flavour: 'scalar', sources: [like('cortex-m0+ cmsis-nn', 35, 1 / 1.6), like('cortex-m4 reference', 10)] },
};

const reference = (addedErrorPercent: number, factor = 1): Build => ({
  flavour: 'reference',
  sources: [like('cortex-m4 reference', addedErrorPercent, factor)],
});

/** Other instruction sets are given the M4's counts: their own cycles per such instruction come from boards (cycles-per-instruction.ts). */
const REFERENCE: Readonly<Record<Core, Build>> = {
  'cortex-m4': reference(0),
  'cortex-m7': reference(3),
  'cortex-m33': reference(3),
  'cortex-m55': reference(5),
  'cortex-m85': reference(5),
  'cortex-m3': reference(10),
  'cortex-m0': reference(40, ARMV6M_FACTOR),
  'cortex-m0+': reference(40, ARMV6M_FACTOR),
  'xtensa-lx6': reference(0),
  'xtensa-lx7': reference(0),
  'esp32-s3': reference(0),
  riscv32: reference(0),
  'esp32-p4': reference(0),
  riscv64: reference(0),
  avr: reference(0),
};

/** How `runtime` is compiled for `core`; undefined where it does not run there. The literature's model has no instructions: it is costed as reference kernels. */
export function buildOf(runtime: RuntimeId, core: Core): Build | undefined {
  return runtime === 'tflm-cmsis-nn' ? CMSIS[core] : REFERENCE[core];
}
