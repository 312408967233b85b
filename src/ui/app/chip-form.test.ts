import { describe, expect, it } from 'vitest';
import { DESIGN_SCHEMA } from '../../core/document/schema.ts';
import { newDesign } from '../../core/document/new-design.ts';
import { chipById } from '../../core/mcu/catalogue.ts';
import * as v from 'valibot';
import { chipFromForm, formOfChip } from './chip-form.ts';

const FORM = { ...formOfChip(chipById('nrf52840')!, true), name: 'My board' };

describe('a chip of the user', () => {
  it('starts as the chip that is chosen, and is a valid part of a design', () => {
    const chip = chipFromForm(FORM, undefined, new Set());
    expect(chip.ok).toBe(true);
    if (!chip.ok) return;
    expect(chip.value).toMatchObject({ id: 'my-board', core: 'cortex-m4', flashBytes: 1_048_576 });
    const parsed = v.safeParse(DESIGN_SCHEMA, { ...newDesign(), chip: chip.value.id, customChips: [chip.value] });
    expect(parsed.success).toBe(true);
  });

  it('leaves out what was not given, as unknown', () => {
    const chip = chipFromForm({ ...FORM, activeMilliamps: ' ' }, undefined, new Set());
    if (!chip.ok) throw new Error(chip.error.message);
    expect('activeMilliamps' in chip.value).toBe(false);
    expect(chip.value.sources.activeMilliamps.evidence).toBe('unknown');
  });

  it('says which field is wrong', () => {
    const chip = chipFromForm({ ...FORM, sramKiB: 'lots' }, undefined, new Set());
    expect(chip).toEqual({ ok: false, error: { message: 'The SRAM must be a number above 0 and at most 1,000,000.' } });
  });

  it('takes no id that another chip has', () => {
    const chip = chipFromForm({ ...FORM, name: 'nRF52840' }, undefined, new Set(['nrf52840-2']));
    expect(chip).toMatchObject({ ok: true, value: { id: 'nrf52840-3' } });
  });
});
