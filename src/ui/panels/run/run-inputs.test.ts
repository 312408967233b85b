import { describe, expect, it } from 'vitest';
import { frontEndFor, pictureForm } from './input-form.ts';
import { parseNumbers } from './parse-numbers.ts';
import { likelyRange, pictureValues } from './picture-values.ts';
import { featureValues, waveformValues } from './sound-values.ts';

describe('an input by its shape', () => {
  it.each([
    [[1, 32, 32, 3], { height: 32, width: 32, channels: 3 }],
    [[1, 28, 28], { height: 28, width: 28, channels: 1 }],
    [[1, 784], { height: 28, width: 28, channels: 1 }],
    [[1, 3072], { height: 32, width: 32, channels: 3 }],
    [[1, 49, 10, 8], undefined],
    [[1, 10], undefined],
  ])('%j is a picture of %j', (shape, form) => {
    expect(pictureForm(shape)).toEqual(form);
  });

  it('is the features of a front end where their number is the same', () => {
    expect(frontEndFor([1, 49, 10, 1])?.id).toBe('mfcc-49x10');
    expect(frontEndFor([1, 1960])?.id).toBe('micro-speech');
    expect(frontEndFor([1, 16000])).toBeUndefined();
  });
});

describe('pixels as values', () => {
  const rgba = Uint8ClampedArray.of(0, 0, 0, 255, 255, 255, 255, 255);

  it('are the luminance of a grey network and the colours of another, in the range chosen', () => {
    expect([...pictureValues(rgba, { height: 1, width: 2, channels: 1 }, 'signed-unit')]).toEqual([-1, 1]);
    expect([...pictureValues(Uint8ClampedArray.of(255, 0, 51, 255), { height: 1, width: 1, channels: 3 }, 'bytes')]).toEqual([255, 0, 51]);
  });
});

describe('the range of pixels a network most likely wants', () => {
  const input = (type: 'int8' | 'uint8' | 'float32', scale?: number, zeroPoint = 0) =>
    likelyRange({
      name: 'x',
      shape: [1],
      type,
      role: 'activation',
      bytes: 1,
      scaleCount: 1,
      ...(scale === undefined ? {} : { quantization: { scales: [scale], zeroPoints: [zeroPoint], axis: 0 } }),
    });

  it('is what its input can hold', () => {
    expect(input('int8', 1 / 255, -128)).toBe('unit');
    expect(input('int8', 2 / 255, -1)).toBe('signed-unit');
    expect(input('int8', 1, -128)).toBe('bytes');
    expect(input('int8', 1, 0)).toBe('signed-bytes');
    expect(input('uint8', 1 / 255, 0)).toBe('unit');
  });

  it('is -1 to 1 where the input says nothing', () => {
    expect(input('float32')).toBe('signed-unit');
    expect(likelyRange(undefined)).toBe('signed-unit');
  });
});

describe('pasted numbers', () => {
  it('may be apart by anything that numbers are printed with', () => {
    const parsed = parseNumbers('[1, 2.5;\n-3e-1 (4)]');
    expect(parsed.ok && [...parsed.value]).toEqual([1, 2.5, Math.fround(-0.3), 4]);
  });

  it('are refused by the first word that is none', () => {
    expect(parseNumbers('1 two 3')).toEqual({ ok: false, error: { message: '"two" is not a number' } });
  });
});

describe('a recording', () => {
  it('fills the input, with silence behind', () => {
    expect([...waveformValues(Float32Array.of(0.5, -0.5), 3)]).toEqual([0.5, -0.5, 0]);
    expect([...waveformValues(Float32Array.of(1, 2, 3), 2)]).toEqual([1, 2]);
  });

  it('becomes as many features as the network has room for', () => {
    const frontEnd = frontEndFor([1, 49, 10, 1])!;
    const tone = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i / 5));
    const values = featureValues(tone, frontEnd);
    expect(values).toHaveLength(490);
    expect(new Set(values).size).toBeGreaterThan(10);
  });
});
