import { describe, expect, it } from 'vitest';
import { deltaText, exactText, numberText, ofLimit, plainText } from './format.ts';

describe('numbers on the screen', () => {
  it('writes bytes in powers of two with three digits', () => {
    expect(numberText(812, 'bytes')).toEqual({ value: '812', unit: 'B' });
    expect(numberText(55_000, 'bytes')).toEqual({ value: '53.7', unit: 'KiB' });
    expect(numberText(262_144, 'bytes')).toEqual({ value: '256', unit: 'KiB' });
    expect(numberText(-1_310_720, 'bytes')).toEqual({ value: '−1.25', unit: 'MiB' });
  });

  it('writes a value in the unit of its limit', () => {
    expect(ofLimit(55_000, 262_144, 'bytes')).toEqual({ value: '53.7', limit: { value: '256', unit: 'KiB' } });
    expect(ofLimit(358_400, 2_097_152, 'bytes')).toEqual({ value: '350\u202fKiB', limit: { value: '2', unit: 'MiB' } });
    expect(ofLimit(0, 0, 'bytes').value).toBe('0');
  });

  it('signs a change and says nothing about none', () => {
    expect(deltaText(3174, 'bytes')).toBe('+3.1\u202fKiB');
    expect(deltaText(-0.4, 'ms')).toBe('−400\u202fµs');
    expect(deltaText(0, 'ms')).toBeUndefined();
  });

  it('counts a long battery life in years and a short one in hours', () => {
    expect(plainText(1461, 'days')).toBe('4\u202fyears');
    expect(plainText(0.5, 'days')).toBe('12\u202fh');
  });

  it('groups the digits of an exact figure', () => {
    expect(exactText(12_345_678)).toBe('12,345,678');
  });
});
