/** STM32F0: entry-level Cortex-M0. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32F0: readonly Chip[] = [
  {
    id: 'stm32f030r8',
    name: 'STM32F030R8',
    vendor: 'STMicroelectronics',
    family: 'STM32F0',
    core: 'cortex-m0',
    clockMHz: 48,
    sram: [sram('SRAM', 8)],
    flashBytes: kib(64),
    flashExternal: false,
    activeMilliamps: 22,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
