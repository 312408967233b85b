/** MAX78000: Cortex-M4 with a CNN accelerator. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const MAX78: readonly Chip[] = [
  {
    id: 'max78000',
    name: 'MAX78000',
    vendor: 'Analog Devices',
    family: 'MAX78000',
    core: 'cortex-m4',
    clockMHz: 100,
    sram: [sram('SRAM', 128)],
    flashBytes: kib(512),
    flashExternal: false,
    npu: 'CNN accelerator, 442 KB weights, 512 KB data',
    activeMilliamps: 2.2,
    volts: 3.0,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/adi/max32/max78000.dtsi'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
