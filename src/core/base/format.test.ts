import { describe, expect, it } from 'vitest';
import { formatAccuracy, formatBytes, formatCount, formatMicrojoules, formatMilliseconds, formatNumber, formatPercent } from './format.ts';

describe('numbers as they are printed', () => {
  it('keeps three significant figures and drops trailing zeros', () => {
    expect(formatNumber(53.71)).toBe('53.7');
    expect(formatNumber(5)).toBe('5');
    expect(formatNumber(0.1234)).toBe('0.123');
    expect(formatNumber(1234.5)).toBe('1235');
    expect(formatNumber(100)).toBe('100');
    expect(formatNumber(0)).toBe('0');
  });

  it('prints bytes in powers of two with a thin space before the unit', () => {
    expect(formatBytes(640)).toBe('640 B');
    expect(formatBytes(54996)).toBe('53.7 KiB');
    expect(formatBytes(1572864)).toBe('1.5 MiB');
    expect(formatBytes(-3174)).toBe('-3.1 KiB');
  });

  it('prints counts in powers of ten and times from microseconds up', () => {
    expect(formatCount(12501632)).toBe('12.5 M');
    expect(formatCount(64)).toBe('64');
    expect(formatMilliseconds(0.38)).toBe('380 µs');
    expect(formatMilliseconds(12.34)).toBe('12.3 ms');
    expect(formatMilliseconds(4100)).toBe('4.1 s');
    expect(formatMicrojoules(3400)).toBe('3.4 mJ');
  });

  it('prints shares in percent, accuracies with a digit more, and a dash for what is not known', () => {
    expect([formatPercent(0.12345), formatPercent(1), formatPercent(0), formatPercent(undefined)]).toEqual(['12.3 %', '100 %', '0 %', '–']);
    expect([formatAccuracy(0.94254), formatAccuracy(0.95), formatAccuracy(undefined)]).toEqual(['94.25 %', '95 %', '–']);
  });
});
