/** Ensemble: Cortex-M55 pairs with Ethos-U55. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const ALIF: readonly Chip[] = [
  {
    id: 'alif-e3',
    name: 'Alif Ensemble E3 (HP core)',
    vendor: 'Alif Semiconductor',
    family: 'Ensemble',
    core: 'cortex-m55',
    clockMHz: 400,
    sram: [sram('SRAM0', 4096), sram('SRAM1', 2560), tcm('DTCM (SRAM3)', 1024), tcm('ITCM (SRAM2)', 256)],
    flashBytes: kib(5632),
    flashExternal: false,
    npu: 'Ethos-U55, 256 MAC a cycle',
    activeMilliamps: 30,
    volts: 1.8,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
