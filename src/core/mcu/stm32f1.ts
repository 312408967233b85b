/** STM32F1: the Cortex-M3 of the Blue Pill. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32F1: readonly Chip[] = [
  {
    id: 'stm32f103c8',
    name: 'STM32F103C8 (Blue Pill)',
    vendor: 'STMicroelectronics',
    family: 'STM32F1',
    core: 'cortex-m3',
    clockMHz: 72,
    sram: [sram('SRAM', 20)],
    flashBytes: kib(64),
    flashExternal: false,
    activeMilliamps: 27,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
