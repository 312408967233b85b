/** STM32L0: ultra-low-power Cortex-M0+. */
import type { Chip } from './chip.ts';
import { COMMON, kib, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32L0: readonly Chip[] = [
  {
    id: 'stm32l073rz',
    name: 'STM32L073RZ',
    vendor: 'STMicroelectronics',
    family: 'STM32L0',
    core: 'cortex-m0+',
    clockMHz: 32,
    sram: [sram('SRAM', 20)],
    flashBytes: kib(192),
    flashExternal: false,
    activeMilliamps: 3,
    sleepMicroamps: 0.8,
    volts: 3.0,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/l0/stm32l073Xz.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/l0/stm32l073Xz.dtsi'),
      activeMilliamps: quoted('DS10685 features: 93 uA/MHz; from memory, unchecked'),
      sleepMicroamps: quoted('DS10685 features: Stop with RTC and RAM kept; from memory, unchecked'),
      volts: SUPPLY,
    }),
  },
];
