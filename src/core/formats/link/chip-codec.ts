import type { Chip } from '../../mcu/chip.ts';

/** Order of the figures whose source a chip names. Append only. */
const SOURCED = ['core', 'clockMHz', 'sram', 'flashBytes', 'activeMilliamps', 'sleepMicroamps', 'volts'] as const;
const EVIDENCE = ['exact', 'measured', 'modelled', 'quoted', 'unknown'] as const;
const REGION_KINDS = ['tcm', 'main', 'external'] as const;

/** A custom chip, values in a fixed order. */
export function packChip(chip: Chip): unknown[] {
  const { sources } = chip;
  return [
    chip.id,
    chip.name,
    chip.vendor,
    chip.family,
    chip.core,
    chip.clockMHz,
    chip.sram.map((region) => [region.name, region.bytes, REGION_KINDS.indexOf(region.kind)]),
    chip.flashBytes,
    chip.flashExternal ? 1 : 0,
    SOURCED.flatMap((figure) => [EVIDENCE.indexOf(sources[figure].evidence), sources[figure].source]),
    chip.npu ?? null,
    chip.activeMilliamps ?? null,
    chip.sleepMicroamps ?? null,
    chip.volts ?? null,
    chip.notes ?? null,
  ];
}

/** Plain data, unchecked: the schema says what is wrong. */
export function unpackChip(item: unknown): unknown {
  if (!Array.isArray(item)) return item;
  const [id, name, vendor, family, core, clockMHz, sram, flashBytes, external, sources, npu, active, sleep, volts, notes] =
    item as unknown[];
  return present({
    id,
    name,
    vendor,
    family,
    core,
    clockMHz,
    sram: unpackRegions(sram),
    flashBytes,
    flashExternal: external === 1,
    npu,
    activeMilliamps: active,
    sleepMicroamps: sleep,
    volts,
    sources: unpackSources(sources),
    notes,
  });
}

function unpackRegions(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  return (items as readonly unknown[]).map((item) => {
    if (!Array.isArray(item)) return item;
    const [name, bytes, kind] = item as readonly unknown[];
    return { name, bytes, kind: REGION_KINDS[kind as number] };
  });
}

function unpackSources(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  const figure = (i: number): unknown => ({ evidence: EVIDENCE[items[2 * i] as number], source: items[2 * i + 1] as unknown });
  return Object.fromEntries(SOURCED.map((name, i) => [name, figure(i)]));
}

/** Without the fields that are null or undefined. */
export function present(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}
