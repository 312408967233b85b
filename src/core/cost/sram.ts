/** SRAM: the arena in one contiguous region, and what stands around it. */
import type { Chip, MemoryRegion } from '../mcu/chip.ts';

export interface ArenaHome {
  /** The fastest region that holds the arena; without any such, the largest. */
  readonly region: string;
  /**
   * What the total is held against: all internal memory when some region holds the arena, since the rest may lie in others; else
   * that largest region.
   */
  readonly available: number;
}

const SPEED: Readonly<Record<MemoryRegion['kind'], number>> = { tcm: 0, main: 1, external: 2 };

/** Where an arena of `minArena` bytes goes on the chip. */
export function arenaHome(chip: Chip, minArena: number): ArenaHome {
  let home: MemoryRegion | undefined;
  let largest: MemoryRegion | undefined;
  let sum = 0;
  for (const region of chip.sram) {
    if (region.kind === 'external') continue;
    sum += region.bytes;
    if (largest === undefined || region.bytes > largest.bytes) largest = region;
    if (region.bytes >= minArena && (home === undefined || isBetter(region, home))) home = region;
  }
  if (home !== undefined) return { region: home.name, available: sum };
  return { region: largest?.name ?? '', available: largest?.bytes ?? 0 };
}

function isBetter(a: MemoryRegion, b: MemoryRegion): boolean {
  return SPEED[a.kind] < SPEED[b.kind] || (SPEED[a.kind] === SPEED[b.kind] && a.bytes > b.bytes);
}
