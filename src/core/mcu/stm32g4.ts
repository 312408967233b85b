/** STM32G4: mixed-signal Cortex-M4. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY } from './figures.ts';

export const STM32G4: readonly Chip[] = [
  {
    id: 'stm32g474re',
    name: 'STM32G474RE',
    vendor: 'STMicroelectronics',
    family: 'STM32G4',
    core: 'cortex-m4',
    clockMHz: 170,
    sram: [sram('SRAM1 + SRAM2 + CCM SRAM', 128)],
    flashBytes: kib(512),
    flashExternal: false,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/st/g4/stm32g474Xe.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/st/g4/stm32g474Xe.dtsi'),
      activeMilliamps: NO_FIGURE,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
