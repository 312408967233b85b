/** Apollo: subthreshold Cortex-M4. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const APOLLO: readonly Chip[] = [
  {
    id: 'apollo3',
    name: 'Apollo3 Blue',
    vendor: 'Ambiq',
    family: 'Apollo',
    core: 'cortex-m4',
    clockMHz: 96,
    sram: [sram('TCM 64 + SRAM 320', 384)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 0.6,
    sleepMicroamps: 1,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      activeMilliamps: quoted('Apollo3 Blue data sheet, features: 6 uA/MHz at 3.3 V; x 96 MHz'),
      sleepMicroamps: quoted('Apollo3 Blue data sheet, features: deep sleep with RTC; part of the SRAM kept'),
      volts: SUPPLY,
    }),
  },
  {
    id: 'apollo4-plus',
    name: 'Apollo4 Plus',
    vendor: 'Ambiq',
    family: 'Apollo',
    core: 'cortex-m4',
    clockMHz: 192,
    sram: [sram('Shared SRAM', 2432), tcm('TCM', 384)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 1,
    volts: 1.8,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
