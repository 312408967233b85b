import type { Chip, Core } from './chip.ts';

const UNKNOWN = { evidence: 'unknown', source: 'a core alone has no such figure' } as const;

/** A core standing in for a chip: cycles but no milliseconds, no memory limits, no currents. */
export function coreAsChip(core: Core): Chip {
  return {
    id: core,
    name: core,
    vendor: '',
    family: core,
    core,
    clockMHz: 0,
    sram: [],
    flashBytes: 0,
    flashExternal: false,
    sources: {
      core: { evidence: 'exact', source: 'chosen' },
      clockMHz: UNKNOWN,
      sram: UNKNOWN,
      flashBytes: UNKNOWN,
      activeMilliamps: UNKNOWN,
      sleepMicroamps: UNKNOWN,
      volts: UNKNOWN,
    },
  };
}
