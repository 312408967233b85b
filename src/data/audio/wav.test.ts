import { describe, expect, it } from 'vitest';
import { wavBytes } from '../../core/audio/wav-bytes.ts';
import { wavFile, wavOf } from '../../testing/data-files.ts';
import { readWav } from './wav.ts';

const bytesOf = (array: Int16Array | Int32Array | Float32Array | Float64Array): Uint8Array => new Uint8Array(array.buffer);

function samples(tag: number, bits: number, channels: number, data: Uint8Array): number[] | string {
  const recording = readWav(wavOf({ tag, bits, channels, sampleRate: 8000 }, data));
  return recording.ok ? Array.from(recording.value.samples) : recording.error.message;
}

describe('the WAV reader', () => {
  it('reads every width on the scale of 16 bits', () => {
    expect(samples(1, 8, 1, Uint8Array.of(0, 128, 255))).toEqual([-32_768, 0, 32_512]);
    expect(samples(1, 16, 1, bytesOf(Int16Array.of(-32_768, 1, 32_767)))).toEqual([-32_768, 1, 32_767]);
    expect(samples(1, 24, 1, Uint8Array.of(0, 0, 0x80, 0x80, 1, 0))).toEqual([-32_768, 1.5]);
    expect(samples(1, 32, 1, bytesOf(Int32Array.of(-(2 ** 31), 65_536)))).toEqual([-32_768, 1]);
    expect(samples(3, 32, 1, bytesOf(Float32Array.of(-1, 0.5)))).toEqual([-32_768, 16_384]);
    expect(samples(3, 64, 1, bytesOf(Float64Array.of(-1, 0.5)))).toEqual([-32_768, 16_384]);
  });

  it('averages the channels', () => {
    expect(samples(1, 16, 2, bytesOf(Int16Array.of(100, 200, -100, 300)))).toEqual([150, 100]);
  });

  it('skips the pieces it does not know and reads what is there of a file cut short', () => {
    const whole = wavFile([1, 2, 3], 22_050);
    const list = new TextEncoder().encode('LIST\u0003\0\0\0abc\0');
    const bytes = new Uint8Array([...whole.subarray(0, 12), ...list, ...whole.subarray(12, -2)]);
    const recording = readWav(bytes);
    expect(recording.ok && [recording.value.sampleRate, ...recording.value.samples]).toEqual([22_050, 1, 2]);
  });

  it('says in one sentence what is wrong', () => {
    expect(samples(2, 4, 1, new Uint8Array(8))).toBe('its samples have 4 bits in encoding 2; integers and floats are read');
    expect(samples(1, 16, 0, new Uint8Array(8))).toBe('it says 0 channels at 8000 Hz');
    expect(samples(1, 16, 1, new Uint8Array(0))).toBe('it holds no samples');
    expect(samples(3, 32, 1, bytesOf(Float32Array.of(1, NaN)))).toBe('some of its samples are not numbers');
    expect(readWav(new Uint8Array(4))).toEqual({ ok: false, error: { message: 'it is not a WAV file' } });
  });
});

describe('a recording of the microphone', () => {
  it('is written as a file that reads back the same', () => {
    const recording = readWav(wavBytes(Float32Array.of(0, 0.5, -1, 1, 2), 44_100));
    expect(recording.ok && [recording.value.sampleRate, ...recording.value.samples]).toEqual([44_100, 0, 16_384, -32_768, 32_767, 32_767]);
  });
});
