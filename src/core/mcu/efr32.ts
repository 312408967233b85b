/** EFR32: Silicon Labs' radio chips. */
import type { Chip } from './chip.ts';
import { COMMON, kib, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

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
    sleepMicroamps: 1.3,
    volts: 3.0,
    sources: sourcesOf(COMMON, {
      activeMilliamps: quoted('EFR32MG24 data sheet, features: 33.4 uA/MHz in EM0 at 39 MHz; x 78 MHz'),
      sleepMicroamps: quoted('EFR32MG24 data sheet, features: EM2 with RTC, 16 kB of RAM kept'),
      volts: SUPPLY,
    }),
  },
];
