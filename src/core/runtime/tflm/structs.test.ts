import { describe, expect, it } from 'vitest';
import type { Abi } from './structs.ts';
import { alignUp, layoutOf } from './structs.ts';

const ARM: Abi = { pointerBytes: 4, enumBytes: 1 };
const RISCV32: Abi = { pointerBytes: 4, enumBytes: 4 };
const HOST: Abi = { pointerBytes: 8, enumBytes: 4 };

describe('layoutOf', () => {
  it('pads every field to its own width and the whole to the widest', () => {
    expect(layoutOf('b i h', ARM)).toEqual({ bytes: 12, align: 4 });
    expect(layoutOf('b h b', ARM)).toEqual({ bytes: 6, align: 2 });
    expect(layoutOf('i d', ARM)).toEqual({ bytes: 16, align: 8 });
  });

  it('lets enums take one byte on bare-metal Arm and four elsewhere', () => {
    expect(layoutOf('ee bb e', ARM)).toEqual({ bytes: 5, align: 1 });
    expect(layoutOf('ee bb e', RISCV32)).toEqual({ bytes: 16, align: 4 });
  });

  it('gives TfLiteEvalTensor 12 bytes on a microcontroller and 24 on a 64-bit host', () => {
    expect(layoutOf('pp e', ARM).bytes).toBe(12);
    expect(layoutOf('pp e', HOST).bytes).toBe(24);
  });

  it('aligns a nested record as a whole', () => {
    expect(layoutOf('b (b i)', ARM)).toEqual({ bytes: 12, align: 4 });
    expect(layoutOf('b b i', ARM)).toEqual({ bytes: 8, align: 4 });
    expect(layoutOf('i (b (d) b)', ARM)).toEqual({ bytes: 32, align: 8 });
  });
});

describe('alignUp', () => {
  it('rounds up to a multiple, beyond 32 bits too', () => {
    expect([0, 1, 16, 17].map((bytes) => alignUp(bytes, 16))).toEqual([0, 16, 16, 32]);
    expect(alignUp(5_000_000_001, 16)).toBe(5_000_000_016);
    expect(alignUp(7, 1)).toBe(7);
  });
});
