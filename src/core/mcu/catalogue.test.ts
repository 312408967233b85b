import { describe, expect, it } from 'vitest';
import { CHIPS, chipById } from './catalogue.ts';
import type { Chip } from './chip.ts';

function totalSram({ sram }: Chip): number {
  return sram.reduce((sum, region) => sum + region.bytes, 0);
}

/** Which optional figure each source line speaks of. */
const OPTIONAL = ['activeMilliamps', 'sleepMicroamps', 'volts'] as const;

describe('the chip catalogue', () => {
  it('has at least 45 chips, each id once, in lower case', () => {
    const ids = CHIPS.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(45);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('finds a chip by its id, and nothing by a wrong one', () => {
    expect(chipById('stm32f446re')?.name).toBe('STM32F446RE');
    expect(chipById('z80')).toBeUndefined();
  });

  it.each([
    ['nrf52840', 256, 1024],
    ['stm32f746ng', 320, 1024],
    ['stm32l4r5zi', 640, 2048],
    ['rp2040', 264, 2048],
    ['esp32-c3', 400, 4096],
    ['esp32-s3', 512, 8192],
    ['atmega328p', 2, 32],
  ])('gives %s %i KiB of SRAM and %i KiB of flash', (id, sram, flash) => {
    const chip = chipById(id)!;
    expect([totalSram(chip) / 1024, chip.flashBytes / 1024]).toEqual([sram, flash]);
  });

  it('names a source and an evidence word for every figure, and says so where there is no figure', () => {
    for (const chip of CHIPS) {
      for (const { evidence, source } of Object.values(chip.sources)) {
        expect(source.length, chip.id).toBeGreaterThan(5);
        expect(['quoted', 'measured', 'unknown'], chip.id).toContain(evidence);
      }
      for (const field of OPTIONAL)
        expect(chip.sources[field].evidence === 'unknown', `${chip.id} ${field}`).toBe(chip[field] === undefined);
    }
  });

  it('keeps every figure within what microcontrollers have', () => {
    for (const chip of CHIPS) {
      expect(totalSram(chip), chip.id).toBeGreaterThanOrEqual(2 * 1024);
      expect(totalSram(chip), chip.id).toBeLessThanOrEqual(16 * 1024 * 1024);
      expect(chip.flashBytes > 0 || chip.flashExternal, chip.id).toBe(true);
      expect(chip.clockMHz, chip.id).toBeGreaterThanOrEqual(16);
      expect(chip.clockMHz, chip.id).toBeLessThanOrEqual(1000);
      expect(chip.volts ?? 3.3, chip.id).toBeGreaterThanOrEqual(0.9);
      expect(chip.volts ?? 3.3, chip.id).toBeLessThanOrEqual(5);
      // Active current per megahertz: from 5 microamperes (subthreshold) to 1.5 milliamperes (old processes).
      const perMegahertz = (chip.activeMilliamps ?? chip.clockMHz * 0.1) / chip.clockMHz;
      expect(perMegahertz, chip.id).toBeGreaterThanOrEqual(0.004);
      expect(perMegahertz, chip.id).toBeLessThanOrEqual(1.5);
      expect((chip.sleepMicroamps ?? 1) / 1000, chip.id).toBeLessThan(chip.activeMilliamps ?? 1);
    }
  });

  it('names regions uniquely within a chip and gives each some memory', () => {
    for (const chip of CHIPS) {
      expect(new Set(chip.sram.map(({ name }) => name)).size, chip.id).toBe(chip.sram.length);
      expect(Math.min(...chip.sram.map(({ bytes }) => bytes)), chip.id).toBeGreaterThan(0);
    }
  });
});
