import { describe, expect, it } from 'vitest';
import { parseInts } from './parse-ints.ts';

describe('a list of whole numbers', () => {
  it('is read with spaces, commas, crosses and brackets between them', () => {
    for (const text of ['1 32 3', '1, 32, 3', '1x32x3', '1 × 32 × 3', '[1,32,3]']) expect(parseInts(text, 0, 100)).toEqual([1, 32, 3]);
  });

  it('may be negative where the field allows it', () => {
    expect(parseInts('-1 16', -1, 100)).toEqual([-1, 16]);
    expect(parseInts('-1 16', 0, 100)).toBeUndefined();
  });

  it('is refused when it holds anything else', () => {
    for (const text of ['1 2.5', 'a', '1 101']) expect(parseInts(text, 0, 100)).toBeUndefined();
  });
});
