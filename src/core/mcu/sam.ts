/** SAM D: Cortex-M0+ and Cortex-M4 of the Arduino Zero and Feather boards. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const SAM: readonly Chip[] = [
  {
    id: 'samd21g18',
    name: 'SAMD21G18 (Arduino Zero)',
    vendor: 'Microchip',
    family: 'SAM',
    core: 'cortex-m0+',
    clockMHz: 48,
    sram: [sram('SRAM', 32)],
    flashBytes: kib(256),
    flashExternal: false,
    activeMilliamps: 4,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
  {
    id: 'samd51j19',
    name: 'SAMD51J19',
    vendor: 'Microchip',
    family: 'SAM',
    core: 'cortex-m4',
    clockMHz: 120,
    sram: [sram('SRAM', 192)],
    flashBytes: kib(512),
    flashExternal: false,
    activeMilliamps: 8,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/arm/atmel/samd5xx19.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/arm/atmel/samd5xx19.dtsi'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
