/**
 * Short forms for the chip tables. In all of them `activeMilliamps` is the typical current of the whole chip computing at `clockMHz`
 * from its own flash, peripherals and radio off, 25 degrees C; `sleepMicroamps` the deepest mode that keeps SRAM and wakes by a timer.
 */
import type { Chip, MemoryRegion } from './chip.ts';

/** How sure a figure of a chip is, and who says so. */
export type FigureSource = Chip['sources']['core'];

/** Nobody has compared the figure with a document. */
export const UNCHECKED: FigureSource = { evidence: 'quoted', source: 'from memory, unchecked' };

/** There is no figure. */
export const NO_FIGURE: FigureSource = { evidence: 'unknown', source: 'no figure' };

/** Core, clock and sizes that every description of the part gives, not compared with its data sheet here. */
export const COMMON: FigureSource = { evidence: 'quoted', source: 'as commonly published for the part, unchecked' };

/** The supply voltage belongs to the currents: their product is the power. */
export const SUPPLY: FigureSource = { evidence: 'quoted', source: 'the supply at which the currents are given' };

/** A figure computed from a published measurement. */
export function measured(source: string): FigureSource {
  return { evidence: 'measured', source };
}

/** A figure read in a data sheet, a manual, or a vendor's own board description. */
export function quoted(source: string): FigureSource {
  return { evidence: 'quoted', source };
}

/** The same source for every figure but the ones named. */
export function sourcesOf(most: FigureSource, others: Partial<Chip['sources']> = {}): Chip['sources'] {
  return {
    core: most,
    clockMHz: most,
    sram: most,
    flashBytes: most,
    activeMilliamps: most,
    sleepMicroamps: most,
    volts: most,
    ...others,
  };
}

export function kib(count: number): number {
  return count * 1024;
}

/** Ordinary SRAM of a size in KiB. Blocks at adjacent addresses are one region: an arena may run across their border. */
export function sram(name: string, sizeKib: number): MemoryRegion {
  return { name, bytes: kib(sizeKib), kind: 'main' };
}

/** Tightly coupled memory of a size in KiB. */
export function tcm(name: string, sizeKib: number): MemoryRegion {
  return { name, bytes: kib(sizeKib), kind: 'tcm' };
}
