/** STM32N6: Cortex-M55 with the Neural-ART accelerator. */
import type { Chip } from './chip.ts';
import { COMMON, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const STM32N6: readonly Chip[] = [
  {
    id: 'stm32n657x0',
    name: 'STM32N657X0',
    vendor: 'STMicroelectronics',
    family: 'STM32N6',
    core: 'cortex-m55',
    clockMHz: 800,
    sram: [sram('FLEXRAM + AXISRAM1 to AXISRAM6', 3840), tcm('DTCM', 128)],
    flashBytes: 0,
    flashExternal: true,
    npu: 'ST Neural-ART, 600 GOPS at 1 GHz',
    activeMilliamps: 200,
    volts: 1.8,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/n6/stm32n657X0.dtsi'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
    notes: 'No flash inside: code and weights lie in external memory on xSPI.',
  },
];
