/** STM32WB: Cortex-M4 beside a radio core. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32WB: readonly Chip[] = [
  {
    id: 'stm32wb55rg',
    name: 'STM32WB55RG',
    vendor: 'STMicroelectronics',
    family: 'STM32WB',
    core: 'cortex-m4',
    clockMHz: 64,
    sram: [sram('SRAM1', 192), sram('SRAM2 (shared with the radio core)', 64)],
    flashBytes: kib(1024),
    flashExternal: false,
    volts: 3.0,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/wb/stm32wb55Xg.dtsi'),
      activeMilliamps: NO_FIGURE,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
