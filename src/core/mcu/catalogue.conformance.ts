import { describe, expect, it } from 'vitest';
import { hasReference, referenceRows } from '../../testing/reference-files.ts';
import { CHIPS } from './catalogue.ts';

const VENDORS = /^(ambiq|renesas|infineon|nuvoton|kendryte|alif)/;

/** Letters and digits of what names the part, without vendor and remarks: `Renesas RA6M4 (EK-RA6M4)` is `ra6m4`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\(.*$/, '').replace(/\W/g, '').replace(VENDORS, '');
}

describe.runIf(hasReference)('the chip catalogue against the reference profiles', () => {
  it('has every profile', () => {
    const wanted = referenceRows('mcu_profiles.csv').map((row) => plain(row['mcu'] ?? ''));
    const known = CHIPS.map(({ name }) => plain(name));
    expect(wanted.length).toBe(49);
    expect(wanted.filter((name) => !known.some((other) => other.startsWith(name) || name.startsWith(other)))).toEqual([]);
  });
});
