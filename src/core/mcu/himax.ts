/** WiseEye2: Cortex-M55 pair with Ethos-U55 for cameras. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, tcm, UNCHECKED } from './figures.ts';

export const HIMAX: readonly Chip[] = [
  {
    id: 'himax-we2',
    name: 'Himax WE2 (HX6538)',
    vendor: 'Himax',
    family: 'WiseEye',
    core: 'cortex-m55',
    clockMHz: 400,
    sram: [sram('SRAM', 2048), tcm('DTCM', 256), tcm('ITCM', 256)],
    flashBytes: kib(16384),
    flashExternal: true,
    npu: 'Ethos-U55, 64 MAC a cycle',
    activeMilliamps: 15,
    volts: 1.8,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
