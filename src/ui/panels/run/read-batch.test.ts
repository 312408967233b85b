import { describe, expect, it } from 'vitest';
import { readBatch } from './read-batch.ts';

function file(name: string, bytes: Uint8Array): Pick<File, 'name' | 'arrayBuffer'> {
  return { name, arrayBuffer: async () => bytes.slice().buffer };
}

function npy(descr: string, values: Float32Array): Uint8Array {
  const text = new TextEncoder().encode(`{'descr': '${descr}', 'fortran_order': False, 'shape': (2, 2), }`);
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0, ...text, ...new Uint8Array(values.buffer)]);
}

describe('calibration samples in files', () => {
  it('lie one behind the other, raw or as .npy', async () => {
    const values = Float32Array.of(1, 2, 3, 4);
    const expected = { ok: true, value: { samples: [[Float32Array.of(1, 2)], [Float32Array.of(3, 4)]] } };
    expect(await readBatch([file('x.bin', new Uint8Array(values.buffer))], 2)).toEqual(expected);
    expect(await readBatch([file('x.npy', npy('<f4', values))], 2)).toEqual(expected);
  });

  it.each([
    ['x.bin', new Uint8Array(3), 'x.bin: 3 bytes are no float32'],
    ['x.bin', new Uint8Array(12), 'x.bin: 3 values are no whole number of samples of 2'],
    ['x.bin', new Uint8Array(Float32Array.of(1, NaN).buffer), 'x.bin: value 1 is not a finite number'],
    ['x.npy', npy('<f8', new Float32Array(4)), 'x.npy: calibration takes a .npy of float32; save it with astype("float32")'],
    ['x.npy', new Uint8Array(4), 'x.npy: calibration takes a .npy of float32; save it with astype("float32")'],
  ])('are refused in words: %s', async (name, bytes, message) => {
    expect(await readBatch([file(name, bytes)], 2)).toEqual({ ok: false, error: { message } });
  });
});
