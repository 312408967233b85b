/** AVR: the 8-bit chip of the Arduino Uno. */
import type { Chip } from './chip.ts';
import { COMMON, kib, NO_FIGURE, sourcesOf, sram, SUPPLY, UNCHECKED } from './figures.ts';

export const AVR: readonly Chip[] = [
  {
    id: 'atmega328p',
    name: 'ATmega328P (Arduino Uno)',
    vendor: 'Microchip',
    family: 'AVR',
    core: 'avr',
    clockMHz: 16,
    sram: [sram('SRAM', 2)],
    flashBytes: kib(32),
    flashExternal: false,
    activeMilliamps: 9,
    volts: 5.0,
    sources: sourcesOf(COMMON, { activeMilliamps: UNCHECKED, sleepMicroamps: NO_FIGURE, volts: SUPPLY }),
  },
];
