/** STM32F3: mixed-signal Cortex-M4. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, tcm } from './figures.ts';

export const STM32F3: readonly Chip[] = [
  {
    id: 'stm32f303re',
    name: 'STM32F303RE',
    vendor: 'STMicroelectronics',
    family: 'STM32F3',
    core: 'cortex-m4',
    clockMHz: 72,
    sram: [sram('SRAM', 64), tcm('CCM SRAM', 16)],
    flashBytes: kib(512),
    flashExternal: false,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/f3/stm32f303Xe.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/f3/stm32f303Xe.dtsi'),
      activeMilliamps: NO_FIGURE,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
