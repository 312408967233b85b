import { describe, expect, it } from 'vitest';
import { parseBytes, parseMicrojoules, parseMilliseconds } from './sizes.ts';

describe('sizes on the command line', () => {
  it('takes K, KB and KiB as 1024, with or without a space', () => {
    for (const text of ['64K', '64k', '64KB', '64KiB', '64 KiB', '65536', '65536B'])
      expect(parseBytes(text, '--sram')).toEqual({ ok: true, value: 65536 });
  });

  it('takes fractions and M', () => {
    expect(parseBytes('1.5M', '--flash')).toEqual({ ok: true, value: 1572864 });
  });

  it('names the option and what it got when the size cannot be read', () => {
    expect(parseBytes('lots', '--sram')).toEqual({
      ok: false,
      error: { message: '--sram: expected a size such as 64K or 65536, got "lots"' },
    });
    expect(parseBytes('-5', '--sram').ok).toBe(false);
  });

  it('takes times and energies with their units', () => {
    expect(parseMilliseconds('1.5s', '--latency')).toEqual({ ok: true, value: 1500 });
    expect(parseMilliseconds('50', '--latency')).toEqual({ ok: true, value: 50 });
    expect(parseMicrojoules('2mJ', '--energy')).toEqual({ ok: true, value: 2000 });
    expect(parseMilliseconds('5 parsecs', '--latency').ok).toBe(false);
  });
});
