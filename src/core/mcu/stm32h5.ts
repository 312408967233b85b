/** STM32H5: fast Cortex-M33. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32H5: readonly Chip[] = [
  {
    id: 'stm32h563zi',
    name: 'STM32H563ZI',
    vendor: 'STMicroelectronics',
    family: 'STM32H5',
    core: 'cortex-m33',
    clockMHz: 250,
    sram: [sram('SRAM1 + SRAM2 + SRAM3', 640)],
    flashBytes: kib(2048),
    flashExternal: false,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      flashBytes: quoted('Zephyr device tree, dts/arm/st/h5/stm32h563Xi.dtsi'),
      activeMilliamps: NO_FIGURE,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
