import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHIPS } from './catalogue.ts';

const PROFILES = new URL('../../../../shared/reference/mcu_profiles.csv', import.meta.url);
const present = existsSync(PROFILES);
if (!present) console.warn('NOT CHECKED: ../shared/reference/mcu_profiles.csv is not here.');

/** `STM32F446RE`, `rp2040`: letters and digits of the first words that name the part. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\(.*$/, '')
    .replace(/\W/g, '')
    .replace(/^(ambiq|renesas|infineon|nuvoton|kendryte|alif)/, '');
}

describe.runIf(present)('the chip catalogue against the reference profiles', () => {
  it('has every profile', () => {
    const rows = readFileSync(PROFILES, 'utf8').trim().split('\n').slice(1);
    const wanted = rows.map((row) => plain(row.startsWith('"') ? row.slice(1, row.indexOf('"', 1)) : row.slice(0, row.indexOf(','))));
    const known = CHIPS.map(({ name }) => plain(name));
    expect(wanted.length).toBe(49);
    expect(wanted.filter((name) => !known.some((other) => other.startsWith(name) || name.startsWith(other)))).toEqual([]);
  });
});
