/** STM32U3: near-threshold Cortex-M33. */
import type { Chip } from './chip.ts';
import { COMMON, kib, measured, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32U3: readonly Chip[] = [
  {
    id: 'stm32u385rg',
    name: 'STM32U385RG',
    vendor: 'STMicroelectronics',
    family: 'STM32U3',
    core: 'cortex-m33',
    clockMHz: 96,
    sram: [sram('SRAM1 + SRAM2', 256)],
    flashBytes: kib(1024),
    flashExternal: false,
    activeMilliamps: 1.77,
    volts: 3.0,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/u3/stm32u385Xg.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/u3/stm32u385Xg.dtsi'),
      activeMilliamps: measured('MLPerf Tiny v1.3, NUCLEO-U385RG-Q with X-CUBE-AI: 5.1 to 5.9 mW at 96 MHz, median 5.3, over 3.0 V'),
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
