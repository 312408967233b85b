/** STM32U5: low-power Cortex-M33 with large memory. */
import type { Chip } from './chip.ts';
import { COMMON, kib, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32U5: readonly Chip[] = [
  {
    id: 'stm32u575zi',
    name: 'STM32U575ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32U5',
    core: 'cortex-m33',
    clockMHz: 160,
    sram: [sram('SRAM1 + SRAM2 + SRAM3', 768), sram('SRAM4', 16)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 3.1,
    sleepMicroamps: 4.3,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      flashBytes: quoted('Zephyr device tree, dts/arm/st/u5/stm32u575Xi.dtsi'),
      activeMilliamps: quoted('STM32U575 data sheet, features: 19.5 uA/MHz with the SMPS at 3.3 V; x 160 MHz'),
      sleepMicroamps: quoted('STM32U575 data sheet, features: Stop 3 with all SRAM'),
      volts: SUPPLY,
    }),
  },
  {
    id: 'stm32u585ai',
    name: 'STM32U585AI',
    vendor: 'STMicroelectronics',
    family: 'STM32U5',
    core: 'cortex-m33',
    clockMHz: 160,
    sram: [sram('SRAM1 + SRAM2 + SRAM3', 768), sram('SRAM4', 16)],
    flashBytes: kib(2048),
    flashExternal: false,
    activeMilliamps: 3.1,
    sleepMicroamps: 4.3,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      activeMilliamps: quoted('STM32U585 data sheet, features: 19.5 uA/MHz with the SMPS at 3.3 V; x 160 MHz'),
      sleepMicroamps: quoted('STM32U585 data sheet, features: Stop 3 with all SRAM'),
      volts: SUPPLY,
    }),
  },
];
