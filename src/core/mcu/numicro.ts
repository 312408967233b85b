/** NuMicro M460: Cortex-M4. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const NUMICRO: readonly Chip[] = [
  {
    id: 'm467',
    name: 'Nuvoton M467',
    vendor: 'Nuvoton',
    family: 'NuMicro',
    core: 'cortex-m4',
    clockMHz: 200,
    sram: [sram('SRAM', 512)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 30,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
