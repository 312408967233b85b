/** STM32F1: the Cortex-M3 of the Blue Pill. */
import type { Chip } from './chip.ts';
import { COMMON, kib, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

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
    sleepMicroamps: 14,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/f1/stm32f103X8.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/f1/stm32f103X8.dtsi'),
      activeMilliamps: quoted('DS5319, typical at 72 MHz with peripherals off, from memory, unchecked'),
      sleepMicroamps: quoted('DS5319, Stop with the regulator in low power, from memory, unchecked'),
      volts: SUPPLY,
    }),
  },
];
