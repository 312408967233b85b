/** i.MX RT: Cortex-M7 crossover chips without flash of their own. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const IMXRT: readonly Chip[] = [
  {
    id: 'imxrt1062',
    name: 'i.MX RT1062 (Teensy 4.1)',
    vendor: 'NXP',
    family: 'i.MX RT',
    core: 'cortex-m7',
    clockMHz: 600,
    sram: [sram('OCRAM', 768), tcm('DTCM', 128), tcm('ITCM', 128)],
    flashBytes: kib(8192),
    flashExternal: true,
    activeMilliamps: 100,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
    notes: '512 KiB of FlexRAM as split by default (DTCM 128, ITCM 128, OCRAM 256) beside 512 KiB of OCRAM2. Flash as on the Teensy 4.1.',
  },
  {
    id: 'imxrt1170',
    name: 'i.MX RT1170 (RT1176)',
    vendor: 'NXP',
    family: 'i.MX RT',
    core: 'cortex-m7',
    clockMHz: 1000,
    sram: [sram('OCRAM1 + OCRAM2', 1024), tcm('DTCM', 256), tcm('ITCM', 256)],
    flashBytes: kib(16384),
    flashExternal: true,
    activeMilliamps: 200,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
