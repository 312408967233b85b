import { describe, expect, it } from 'vitest';
import { tinyModel } from '../../testing/tiny-model.ts';
import { readInputs } from './read-inputs.ts';

const relu = { code: 'RELU', options: {}, inputs: [0], outputs: [1] } as const;
const quantised = { shape: [1, 2], type: 'int8', scale: 0.5, zero: 1 } as const;
const { graph } = tinyModel([quantised, quantised], relu);

function npy(header: string, values: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0, ...text, ...values]);
}

describe('an array as the input of a network', () => {
  it('is the raw tensor as the chip gets it', async () => {
    expect(await readInputs('x.bin', Uint8Array.of(3, 255), graph)).toEqual({
      ok: true,
      value: { kind: 'values', values: [Float32Array.of(1, -1)] },
    });
  });

  it('is as many float32', async () => {
    const answer = await readInputs('x.bin', new Uint8Array(Float32Array.of(0.25, -2).buffer), graph);
    expect(answer).toEqual({ ok: true, value: { kind: 'values', values: [Float32Array.of(0.25, -2)] } });
  });

  it('is a .npy', async () => {
    const bytes = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new Uint8Array(Float32Array.of(4, 5).buffer));
    expect(await readInputs('x.npy', bytes, graph)).toEqual({ ok: true, value: { kind: 'values', values: [Float32Array.of(4, 5)] } });
  });

  it.each([
    ['x.bin', Uint8Array.of(1, 2, 3), 'x.bin: 3 bytes are neither 2 int8 nor 2 float32'],
    [
      'x.npy',
      npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", Uint8Array.of(1, 2, 3)),
      'x.npy: 3 is 3 values; the input 1x2 takes 2',
    ],
    ['x.bin', new Uint8Array(Float32Array.of(NaN, 0).buffer), 'Value 0 is not a finite number'],
  ])('is refused in words: %s', async (name, bytes, message) => {
    expect(await readInputs(name, bytes, graph)).toEqual({ ok: false, error: { message } });
  });
});
