import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { sha256 } from './sha256.ts';

describe('sha256', () => {
  it('gives the digests of the standard', () => {
    expect(sha256(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('agrees with another implementation at every length up to three blocks', () => {
    const random = createRandom(1);
    for (let length = 0; length <= 192; length++) {
      const bytes = Uint8Array.from({ length }, () => random.int(0, 255));
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });
});
