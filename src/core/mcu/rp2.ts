/** RP2: two cores, program in external flash behind a 16 KiB cache. One core computes. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, quoted, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const RP2: readonly Chip[] = [
  {
    id: 'rp2040',
    name: 'RP2040 (Pico)',
    vendor: 'Raspberry Pi',
    family: 'RP2',
    core: 'cortex-m0+',
    clockMHz: 133,
    sram: [sram('SRAM0 to SRAM5', 264)],
    flashBytes: kib(2048),
    flashExternal: true,
    activeMilliamps: 24,
    sleepMicroamps: 1300,
    volts: 3.3,
    sources: sourcesOf(COMMON, {
      activeMilliamps: UNCHECKED,
      sleepMicroamps: quoted('Pico data sheet: sleep mode of the board; from memory, unchecked'),
      volts: SUPPLY,
    }),
    notes: '256 KiB striped over four banks and two banks of 4 KiB, at adjacent addresses. Flash as on the Pico board.',
  },
  {
    id: 'rp2350',
    name: 'RP2350 (Pico 2)',
    vendor: 'Raspberry Pi',
    family: 'RP2',
    core: 'cortex-m33',
    clockMHz: 150,
    sram: [sram('SRAM0 to SRAM9', 520)],
    flashBytes: kib(4096),
    flashExternal: true,
    activeMilliamps: 25,
    volts: 3.3,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
    notes: '512 KiB striped over eight banks and two banks of 4 KiB, at adjacent addresses. Flash as on the Pico 2 board.',
  },
];
