/** GD32V: RISC-V with the peripherals of an STM32F103. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const GD32: readonly Chip[] = [
  {
    id: 'gd32vf103cb',
    name: 'GD32VF103CB',
    vendor: 'GigaDevice',
    family: 'GD32',
    core: 'riscv32',
    clockMHz: 108,
    sram: [sram('SRAM', 32)],
    flashBytes: kib(128),
    flashExternal: false,
    activeMilliamps: 45,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      sram: quoted('Zephyr device tree, dts/riscv/gd/gd32vf103Xb.dtsi'),
      flashBytes: quoted('Zephyr device tree, dts/riscv/gd/gd32vf103Xb.dtsi'),
      activeMilliamps: UNCHECKED,
      sleepMicroamps: NO_FIGURE,
      volts: SUPPLY,
    }),
  },
];
