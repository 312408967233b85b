/** EFR32: Silicon Labs' radio chips. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const EFR32: readonly Chip[] = [
  {
    id: 'efr32mg24',
    name: 'EFR32MG24',
    vendor: 'Silicon Labs',
    family: 'EFR32',
    core: 'cortex-m33',
    clockMHz: 78,
    sram: [sram('RAM', 256)],
    flashBytes: kib(1536),
    flashExternal: false,
    npu: 'MVP matrix accelerator',
    activeMilliamps: 2.6,
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
