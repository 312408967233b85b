/** STM32U3: near-threshold Cortex-M33. */
import type { Chip } from './chip.ts';
import { kib, NO_FIGURE, sourcesOf, sram, UNCHECKED } from './figures.ts';

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
    volts: 3.0,
    sources: sourcesOf(UNCHECKED, { activeMilliamps: NO_FIGURE, sleepMicroamps: NO_FIGURE }),
  },
];
