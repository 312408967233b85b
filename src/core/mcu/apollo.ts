/** Apollo: subthreshold Cortex-M4. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, tcm, UNCHECKED } from './figures.ts';

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
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
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
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
