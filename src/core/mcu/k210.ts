/** K210: 64-bit RISC-V with a convolution accelerator. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const K210: readonly Chip[] = [
  {
    id: 'k210',
    name: 'Kendryte K210',
    vendor: 'Kendryte',
    family: 'K210',
    core: 'riscv64',
    clockMHz: 400,
    sram: [sram('General SRAM', 6144), sram('AI SRAM', 2048)],
    flashBytes: kib(16384),
    flashExternal: true,
    npu: 'KPU, 0.25 TOPS',
    activeMilliamps: 300,
    volts: 1.0,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
