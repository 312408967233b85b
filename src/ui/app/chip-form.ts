/** The fields of a user's chip as typed, and the chip they make. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { Chip, Core } from '../../core/mcu/chip.ts';
import { chipById } from '../../core/mcu/catalogue.ts';

export interface ChipForm {
  readonly name: string;
  readonly core: Core;
  readonly clockMHz: string;
  readonly sramKiB: string;
  readonly flashKiB: string;
  readonly activeMilliamps: string;
  readonly sleepMicroamps: string;
  readonly volts: string;
  readonly flashExternal: boolean;
}

const OWN = { evidence: 'quoted', source: 'entered by the user' } as const;
const NOT_GIVEN = { evidence: 'unknown', source: 'not given' } as const;

/** The form filled with a chip; `copy` gives it another name. */
export function formOfChip(chip: Chip, copy: boolean): ChipForm {
  const internal = chip.sram.filter((region) => region.kind !== 'external');
  const text = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return {
    name: copy ? `${chip.name} (mine)` : chip.name,
    core: chip.core,
    clockMHz: text(chip.clockMHz),
    sramKiB: text(Math.max(0, ...internal.map((region) => region.bytes)) / 1024),
    flashKiB: text(chip.flashBytes / 1024),
    activeMilliamps: text(chip.activeMilliamps),
    sleepMicroamps: text(chip.sleepMicroamps),
    volts: text(chip.volts),
    flashExternal: chip.flashExternal,
  };
}

/** The chip, or which field is wrong. `id` keeps the identity of a chip that is changed. */
export function chipFromForm(form: ChipForm, id: string | undefined, taken: ReadonlySet<string>): Result<Chip> {
  const name = form.name.trim();
  if (name === '') return fail('The chip needs a name.');
  const numbers = numbersOf(form);
  if (!numbers.ok) return numbers;
  const { clockMHz, sramKiB, flashKiB, activeMilliamps, sleepMicroamps, volts } = numbers.value;
  const given = (value: number | undefined): typeof OWN | typeof NOT_GIVEN => (value === undefined ? NOT_GIVEN : OWN);
  return ok({
    id: id ?? freeId(name, taken),
    name,
    vendor: 'Own',
    family: 'Own',
    core: form.core,
    clockMHz: clockMHz!,
    sram: [{ name: 'SRAM', bytes: Math.round(sramKiB! * 1024), kind: 'main' }],
    flashBytes: Math.round(flashKiB! * 1024),
    flashExternal: form.flashExternal,
    ...(activeMilliamps === undefined ? {} : { activeMilliamps }),
    ...(sleepMicroamps === undefined ? {} : { sleepMicroamps }),
    ...(volts === undefined ? {} : { volts }),
    sources: {
      core: OWN,
      clockMHz: OWN,
      sram: OWN,
      flashBytes: OWN,
      activeMilliamps: given(activeMilliamps),
      sleepMicroamps: given(sleepMicroamps),
      volts: given(volts),
    },
  });
}

type NumberName = 'clockMHz' | 'sramKiB' | 'flashKiB' | 'activeMilliamps' | 'sleepMicroamps' | 'volts';

const WORDS: Readonly<Record<NumberName, string>> = {
  clockMHz: 'clock',
  sramKiB: 'SRAM',
  flashKiB: 'flash',
  activeMilliamps: 'active current',
  sleepMicroamps: 'sleep current',
  volts: 'supply',
};
const NEEDED: ReadonlySet<NumberName> = new Set(['clockMHz', 'sramKiB', 'flashKiB']);

function numbersOf(form: ChipForm): Result<Readonly<Record<NumberName, number | undefined>>> {
  const numbers: Partial<Record<NumberName, number | undefined>> = {};
  for (const name of Object.keys(WORDS) as NumberName[]) {
    const text = form[name].trim().replace(',', '.');
    const value = text === '' ? undefined : Number(text);
    if (value === undefined && !NEEDED.has(name)) continue;
    if (value === undefined || !(value > 0) || value > 1e6)
      return fail(`The ${WORDS[name]} must be a number above 0 and at most 1,000,000.`);
    numbers[name] = value;
  }
  return ok(numbers as Readonly<Record<NumberName, number | undefined>>);
}

/** "My Board 2" gives "my-board-2", numbered when a chip has that id. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  const base = plain === '' ? 'chip' : plain;
  let id = base;
  for (let n = 2; taken.has(id) || chipById(id) !== undefined; n++) id = `${base}-${n}`;
  return id;
}
