/** LPC and MCX: NXP's Cortex-M33 chips. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const LPC: readonly Chip[] = [
  {
    id: 'lpc55s69',
    name: 'LPC55S69',
    vendor: 'NXP',
    family: 'LPC',
    core: 'cortex-m33',
    clockMHz: 150,
    sram: [sram('SRAM0 to SRAM4', 272), sram('SRAMX', 32), sram('USB RAM', 16)],
    flashBytes: kib(640),
    flashExternal: false,
    activeMilliamps: 5,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
  {
    id: 'mcxn947',
    name: 'MCXN947',
    vendor: 'NXP',
    family: 'MCX',
    core: 'cortex-m33',
    clockMHz: 150,
    sram: [sram('SRAMA to SRAMH', 416), sram('SRAMX', 96)],
    flashBytes: kib(2048),
    flashExternal: false,
    npu: 'eIQ Neutron',
    activeMilliamps: 10,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
