import { describe, expect, it } from 'vitest';
import { interpolate, sampleInt16, sigmoidInt16, tabulate, tanhInt16 } from './lookup-table.ts';

describe('tables of int16 functions', () => {
  it('hold 513 samples and interpolate between them', () => {
    const table = sampleInt16({ value: Math.exp, from: -10, to: 0 });
    expect(table.length).toBe(513);
    expect([table[0], table[256], table[512]]).toEqual([2, 221, 32767]);
    const real = (q: number): number => Math.exp(((q - 32767) * 10) / 65535);
    for (const q of [-32768, -1000, 0, 12345, 32767]) expect(Math.abs(interpolate(table, q) / 32768 - real(q))).toBeLessThan(1e-3);
  });

  it('give sigmoid and tanh within two steps of 2^-15, saturating far out', () => {
    for (let x = -130_000; x <= 130_000; x += 977) {
      expect(Math.abs(sigmoidInt16(x) - 32768 / (1 + Math.exp(-x / 12288)))).toBeLessThan(2);
      expect(Math.abs(tanhInt16(x) - 32768 * Math.tanh(x / 12288))).toBeLessThan(2);
    }
    expect([sigmoidInt16(0), sigmoidInt16(1 << 20), sigmoidInt16(-(1 << 20))]).toEqual([16384, 32767, 1]);
    expect([tanhInt16(0), tanhInt16(1 << 20), tanhInt16(-(1 << 20))]).toEqual([0, 32767, -32767]);
  });

  it('list an int8 function from -128 up', () => {
    const table = tabulate((q) => -q - 1);
    expect([table[0], table[128], table[255]]).toEqual([127, -1, -128]);
  });
});
