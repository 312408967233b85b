import { describe, expect, it } from 'vitest';
import { referenceSignal } from '../../testing/reference-signal.ts';
import { lifterWeight } from './cosine-transform.ts';
import { createExtract } from './extract.ts';
import { FRONT_ENDS, frontEndById, upperHzAt } from './front-end.ts';

const RATE = 16_000;
const tone = (hz: number, amplitude: number): Int16Array =>
  Int16Array.from({ length: RATE }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE));

/** The mean over the frames of each feature, without its unit. */
function meanFrame(samples: Int16Array, id: 'micro-speech' | 'mfcc-98x40'): number[] {
  const { features } = frontEndById(id);
  const values = createExtract(frontEndById(id), RATE)(samples);
  const frames = values.length / features;
  return Array.from({ length: features }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < frames; i++) sum += values[i * features + k]!;
    return sum / frames;
  });
}

/** Log mel energies in floating point, straight from the definitions: the oracle of the cepstra. */
function floatCepstra(samples: Int16Array): number[] {
  const size = 512;
  const bins = Array.from({ length: size / 2 + 1 }, (_, bin) => {
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < 480; i++) {
      const value = samples[i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / 480));
      real += value * Math.cos((2 * Math.PI * bin * i) / size);
      imaginary += value * Math.sin((2 * Math.PI * bin * i) / size);
    }
    return (real * real + imaginary * imaginary) / size ** 2;
  });
  const mel = (hz: number): number => 1127 * Math.log1p(hz / 700);
  const step = (mel(7500) - mel(125)) / 41;
  const levels = Array.from({ length: 40 }, (_, channel) => {
    const centre = mel(125) + step * (channel + 1);
    const energy = bins.reduce((sum, power, bin) => sum + power * Math.max(0, 1 - Math.abs(mel((bin * RATE) / size) - centre) / step), 0);
    return 0.5 * Math.log(energy);
  });
  return levels.map((_, k) => {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / 40);
    return lifterWeight(k) * scale * levels.reduce((sum, level, i) => sum + level * Math.cos((Math.PI * k * (i + 0.5)) / 40), 0);
  });
}

describe('a front end', () => {
  it.each(FRONT_ENDS)('gives $frames frames of $features features for a second: $id', ({ frames, features, ...rest }) => {
    expect(createExtract({ frames, features, ...rest }, RATE)(new Int16Array(RATE))).toHaveLength(frames * features);
  });

  it('gives no frame for less than a window', () => {
    expect(createExtract(frontEndById('micro-speech'), RATE)(new Int16Array(479))).toHaveLength(0);
  });

  it('starts afresh with each recording', () => {
    const extract = createExtract(frontEndById('micro-speech'), RATE);
    const first = extract(tone(1000, 8000));
    extract(tone(300, 20_000));
    expect(extract(tone(1000, 8000))).toEqual(first);
  });

  it('hears a tone in the channel around its frequency', () => {
    const loudest = (hz: number): number => {
      const frame = meanFrame(tone(hz, 8000), 'micro-speech');
      return frame.indexOf(Math.max(...frame));
    };
    const mel = (hz: number): number => 1127 * Math.log1p(hz / 700);
    const channelOf = (hz: number): number => Math.round((mel(hz) - mel(125)) / ((mel(7500) - mel(125)) / 41)) - 1;
    for (const hz of [400, 1000, 3000, 6000]) expect(Math.abs(loudest(hz) - channelOf(hz))).toBeLessThanOrEqual(1);
  });

  it('stays below half the sample rate', () => {
    expect(FRONT_ENDS.map((each) => upperHzAt(each, 8000))).toEqual([3800, 3800, 3800]);
    expect(upperHzAt(frontEndById('micro-speech'), 16_000)).toBe(7500);
  });
});

describe('the cepstral coefficients', () => {
  it('are those of floating point to a twentieth, apart from a constant in the first', () => {
    let state = 1;
    const noise = Int16Array.from({ length: 480 }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 17).map(
      (value) => value - 16_384,
    );
    const fixed = Array.from(createExtract(frontEndById('mfcc-98x40'), RATE)(noise), (value) => value / 16);
    const float = floatCepstra(noise);
    const apart = fixed.slice(1).map((value, k) => Math.abs(value - float[k + 1]!));
    const level = float.slice(1).reduce((sum, value) => sum + Math.abs(value), 0) / 39;
    expect(apart.reduce((sum, each) => sum + each) / apart.length / level).toBeLessThan(0.05);
    expect(Math.max(...apart) / level).toBeLessThan(0.2);
  });

  it('vary about as much, one as the other', () => {
    const { features, unit } = frontEndById('mfcc-49x10');
    let state = 1;
    const drawn = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const speech = Int16Array.from(
      { length: RATE },
      (_, i) => 12_000 * drawn() * Math.sin((i * (1 + (Math.floor(i / 900) % 7))) / 9) * Math.exp(-(i % 900) / 300),
    );
    const values = createExtract(frontEndById('mfcc-49x10'), RATE)(speech);
    const deviations = Array.from({ length: features }, (_, k) => {
      const own = Array.from(
        values.filter((_value, i) => i % features === k),
        (value) => value * unit,
      );
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      return Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
    });
    expect(Math.max(...deviations) / Math.min(...deviations)).toBeLessThan(10);
  });

  it('tell by the first that a recording is eight times as loud, and by the others that it is the same', () => {
    const noise = referenceSignal(0, RATE).map((value) => value * 8);
    const loud = meanFrame(noise, 'mfcc-98x40');
    const quiet = meanFrame(
      noise.map((value) => Math.round(value / 8)),
      'mfcc-98x40',
    );
    expect(loud[0]! - quiet[0]!).toBeCloseTo(Math.log(8) * Math.sqrt(40) * 0.25 * 16, -0.5);
    const others = loud.slice(1).map((value, k) => Math.abs(value - quiet[k + 1]!));
    expect(Math.max(...others)).toBeLessThan(5);
  });
});
