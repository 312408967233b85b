import { describe, expect, it } from 'vitest';
import { cArray } from './c-array.ts';

describe('a model as a C array', () => {
  it('holds every byte, twelve a line, aligned to 16', () => {
    const text = cArray(
      'tiny',
      Uint8Array.from({ length: 13 }, (_, i) => i * 20),
    );
    expect(text).toBe(`#ifndef TINY_H_
#define TINY_H_

alignas(16) const unsigned char tiny[] = {
    0x00, 0x14, 0x28, 0x3c, 0x50, 0x64, 0x78, 0x8c, 0xa0, 0xb4, 0xc8, 0xdc,
    0xf0,
};
const unsigned int tiny_len = 13;

#endif  // TINY_H_
`);
  });

  it('makes an identifier of a name that starts with a digit', () => {
    expect(cArray('9lives', new Uint8Array(1))).toContain('const unsigned char _9lives[] =');
  });
});
