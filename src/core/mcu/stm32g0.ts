/** STM32G0: mainstream Cortex-M0+. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32G0: readonly Chip[] = [
  {
    id: 'stm32g0b1re',
    name: 'STM32G0B1RE',
    vendor: 'STMicroelectronics',
    family: 'STM32G0',
    core: 'cortex-m0+',
    clockMHz: 64,
    sram: [sram('SRAM', 144)],
    flashBytes: kib(512),
    flashExternal: false,
    activeMilliamps: 6,
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
    notes: '128 KiB with the parity check on.',
  },
];
