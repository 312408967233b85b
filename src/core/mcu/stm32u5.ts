/** STM32U5: low-power Cortex-M33 with large memory. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32U5: readonly Chip[] = [
  {
    id: 'stm32u575zi',
    name: 'STM32U575ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32U5',
    core: 'cortex-m33',
    clockMHz: 160,
    sram: [sram('SRAM1 + SRAM2 + SRAM3', 768), sram('SRAM4', 16)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 10,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32u585ai',
    name: 'STM32U585AI',
    vendor: 'STMicroelectronics',
    family: 'STM32U5',
    core: 'cortex-m33',
    clockMHz: 160,
    sram: [sram('SRAM1 + SRAM2 + SRAM3', 768), sram('SRAM4', 16)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 10,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
