/** STM32G4: mixed-signal Cortex-M4. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32G4: readonly Chip[] = [
  {
    id: 'stm32g474re',
    name: 'STM32G474RE',
    vendor: 'STMicroelectronics',
    family: 'STM32G4',
    core: 'cortex-m4',
    clockMHz: 170,
    sram: [sram('SRAM1 + SRAM2 + CCM SRAM', 128)],
    flashBytes: kib(512),
    flashExternal: false,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { activeMilliamps: NO_FIGURE, sleepMicroamps: NO_FIGURE }),
  },
];
