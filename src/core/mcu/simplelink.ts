/** SimpleLink: Texas Instruments' radio chips. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY } from './figures.ts';

export const SIMPLELINK: readonly Chip[] = [
  {
    id: 'cc2652r',
    name: 'CC2652R',
    vendor: 'Texas Instruments',
    family: 'SimpleLink',
    core: 'cortex-m4',
    clockMHz: 48,
    sram: [sram('SRAM', 80)],
    flashBytes: kib(352),
    flashExternal: false,
    volts: 3.0,
    sources: sourcesOf(COMMON, { activeMilliamps: NO_FIGURE, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
