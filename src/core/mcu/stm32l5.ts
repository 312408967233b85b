/** STM32L5: low-power Cortex-M33. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32L5: readonly Chip[] = [
  {
    id: 'stm32l552ze',
    name: 'STM32L552ZE',
    vendor: 'STMicroelectronics',
    family: 'STM32L5',
    core: 'cortex-m33',
    clockMHz: 110,
    sram: [sram('SRAM1 + SRAM2', 256)],
    flashBytes: kib(512),
    flashExternal: false,
    volts: 3.0,
    sources: sourcesOf(COMMON, {
      flashBytes: quoted('Zephyr device tree, dts/arm/st/l5/stm32l552Xe.dtsi'),
      activeMilliamps: NO_FIGURE,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
