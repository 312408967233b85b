/** STM32F0: entry-level Cortex-M0. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

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
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/f0/stm32f030X8.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/f0/stm32f030X8.dtsi'),
      activeMilliamps: quoted('with all peripherals on; from memory, unchecked'),
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
