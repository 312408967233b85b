/** STM32H7: fast Cortex-M7 with memory in three power domains. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, tcm, UNCHECKED } from './figures.ts';

export const STM32H7: readonly Chip[] = [
  {
    id: 'stm32h743zi',
    name: 'STM32H743ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32H7',
    core: 'cortex-m7',
    clockMHz: 480,
    sram: [sram('AXI SRAM', 512), sram('SRAM1 + SRAM2 + SRAM3', 288), tcm('DTCM', 128), sram('SRAM4', 64)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 145,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32h747xi',
    name: 'STM32H747XI (M7 core)',
    vendor: 'STMicroelectronics',
    family: 'STM32H7',
    core: 'cortex-m7',
    clockMHz: 480,
    sram: [sram('AXI SRAM', 512), sram('SRAM1 + SRAM2 + SRAM3', 288), tcm('DTCM', 128), sram('SRAM4', 64)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 180,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32h7a3zi',
    name: 'STM32H7A3ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32H7',
    core: 'cortex-m7',
    clockMHz: 280,
    sram: [sram('AXI SRAM1 + SRAM2 + SRAM3', 1024), sram('AHB SRAM1 + SRAM2', 128), tcm('DTCM', 128), sram('SRD SRAM', 32)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 35,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
