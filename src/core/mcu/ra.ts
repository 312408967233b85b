/** RA: Renesas' Arm chips. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const RA: readonly Chip[] = [
  {
    id: 'ra4m1',
    name: 'RA4M1 (Arduino UNO R4)',
    vendor: 'Renesas',
    family: 'RA',
    core: 'cortex-m4',
    clockMHz: 48,
    sram: [sram('SRAM', 32)],
    flashBytes: kib(256),
    flashExternal: false,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: NO_FIGURE, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
  {
    id: 'ra6m4',
    name: 'RA6M4 (EK-RA6M4)',
    vendor: 'Renesas',
    family: 'RA',
    core: 'cortex-m33',
    clockMHz: 200,
    sram: [sram('SRAM', 256)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 20,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
  {
    id: 'ra8d1',
    name: 'RA8D1 (EK-RA8D1)',
    vendor: 'Renesas',
    family: 'RA',
    core: 'cortex-m85',
    clockMHz: 480,
    sram: [sram('SRAM', 896), tcm('DTCM', 64), tcm('ITCM', 64)],
    flashBytes: kib(2016),
    flashExternal: false,
    activeMilliamps: 100,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
