/** PSoC 6: Cortex-M4 beside a Cortex-M0+. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const PSOC: readonly Chip[] = [
  {
    id: 'psoc62',
    name: 'PSoC 62 (CY8CPROTO-062-4343W)',
    vendor: 'Infineon',
    family: 'PSoC',
    core: 'cortex-m4',
    clockMHz: 150,
    sram: [sram('SRAM0 + SRAM1 + SRAM2', 1024)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 9,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
