/** STM32G0: mainstream Cortex-M0+. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

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
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/g0/stm32g0b1Xe.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/g0/stm32g0b1Xe.dtsi'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
    notes: '128 KiB with the parity check on.',
  },
];
