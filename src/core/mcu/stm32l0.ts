/** STM32L0: ultra-low-power Cortex-M0+. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32L0: readonly Chip[] = [
  {
    id: 'stm32l073rz',
    name: 'STM32L073RZ',
    vendor: 'STMicroelectronics',
    family: 'STM32L0',
    core: 'cortex-m0+',
    clockMHz: 32,
    sram: [sram('SRAM', 20)],
    flashBytes: kib(192),
    flashExternal: false,
    activeMilliamps: 5,
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
