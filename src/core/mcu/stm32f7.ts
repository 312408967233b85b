/** STM32F7: Cortex-M7 with caches; DTCM, SRAM1 and SRAM2 lie at adjacent addresses. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

export const STM32F7: readonly Chip[] = [
  {
    id: 'stm32f746ng',
    name: 'STM32F746NG',
    vendor: 'STMicroelectronics',
    family: 'STM32F7',
    core: 'cortex-m7',
    clockMHz: 216,
    sram: [sram('DTCM 64 + SRAM1 240 + SRAM2 16', 320)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 105,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32f767zi',
    name: 'STM32F767ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32F7',
    core: 'cortex-m7',
    clockMHz: 216,
    sram: [sram('DTCM 128 + SRAM1 368 + SRAM2 16', 512)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 110,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
  {
    id: 'stm32f769ni',
    name: 'STM32F769NI',
    vendor: 'STMicroelectronics',
    family: 'STM32F7',
    core: 'cortex-m7',
    clockMHz: 216,
    sram: [sram('DTCM 128 + SRAM1 368 + SRAM2 16', 512)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 110,
    volts: 3.3,
    sources: sourcesOf(UNCHECKED, { sleepMicroamps: NO_FIGURE }),
  },
];
