/** STM32L4 and L4+: low-power Cortex-M4. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32L4: readonly Chip[] = [
  {
    id: 'stm32l475vg',
    name: 'STM32L475VG',
    vendor: 'STMicroelectronics',
    family: 'STM32L4',
    core: 'cortex-m4',
    clockMHz: 80,
    sram: [sram('SRAM1', 96), sram('SRAM2', 32)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 8,
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32l476rg',
    name: 'STM32L476RG',
    vendor: 'STMicroelectronics',
    family: 'STM32L4',
    core: 'cortex-m4',
    clockMHz: 80,
    sram: [sram('SRAM1', 96), sram('SRAM2', 32)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 8,
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32l4r5zi',
    name: 'STM32L4R5ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32L4',
    core: 'cortex-m4',
    clockMHz: 120,
    sram: [sram('SRAM1 + SRAM2 + SRAM3', 640)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 14,
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
