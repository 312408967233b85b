import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { createAugment, USUAL_CHANGES } from './augment.ts';
import { augmentFeatures } from './features.ts';
import { augmentImage } from './image.ts';
import { shiftRows } from './series.ts';
import { changedClip, USUAL_WAVEFORM_CHANGES } from './waveform.ts';

const ramp = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i / length);

describe('augmentation', () => {
  it.each([
    ['image', [12, 10, 3]],
    ['audio', [49, 40, 1]],
    ['series', [64, 3]],
    ['vector', [16]],
  ] as const)('changes a sample of kind %s by seed, index and pass alone', (kind, shape) => {
    const size = shape.reduce((product: number, length) => product * length, 1);
    const one = (index: number, pass: number, seed: number): Float32Array => {
      const batch = ramp(size);
      createAugment(kind, shape, USUAL_CHANGES, seed)(batch, Int32Array.of(index), pass);
      return batch;
    };
    const both = new Float32Array([...ramp(size), ...ramp(size)]);
    createAugment(kind, shape, USUAL_CHANGES, 1)(both, Int32Array.of(8, 7), 2);
    expect(both.subarray(size)).toEqual(one(7, 2, 1));
    expect(both.subarray(0, size)).toEqual(one(8, 2, 1));
    expect(one(7, 3, 1)).not.toEqual(one(7, 2, 1));
    expect(one(7, 2, 2)).not.toEqual(one(7, 2, 1));
    expect(one(7, 2, 1)).not.toEqual(ramp(size));
  });

  it('leaves a sample as it is when nothing is asked for', () => {
    for (const kind of ['image', 'audio', 'series', 'vector'] as const) {
      const batch = ramp(64);
      createAugment(kind, [8, 8, 1], {}, 1)(batch, Int32Array.of(0), 0);
      expect(batch).toEqual(ramp(64));
    }
  });
});

describe('pictures', () => {
  it('are flipped left to right, half of them', () => {
    const change = augmentImage([1, 3, 1], { flip: true });
    const results = Array.from({ length: 200 }, (_, seed) => {
      const sample = Float32Array.of(0, 0.5, 1);
      change(sample, createRandom(seed));
      return sample.join(' ');
    });
    const flipped = results.filter((result) => result === '1 0.5 0').length;
    expect(flipped + results.filter((result) => result === '0 0.5 1').length).toBe(200);
    expect(flipped).toBeGreaterThan(70);
    expect(flipped).toBeLessThan(130);
  });

  it('move by no more than the shift, and keep what stays inside', () => {
    const change = augmentImage([21, 21, 1], { shift: 0.1 });
    for (let seed = 0; seed < 50; seed++) {
      const sample = new Float32Array(441);
      sample[10 * 21 + 10] = 1;
      change(sample, createRandom(seed));
      let [x, y, mass] = [0, 0, 0];
      sample.forEach((value, i) => {
        x += value * (i % 21);
        y += value * Math.floor(i / 21);
        mass += value;
      });
      expect(mass).toBeCloseTo(1, 5);
      expect(Math.max(Math.abs(x - 10), Math.abs(y - 10))).toBeLessThanOrEqual(2.1);
    }
  });

  it('turn about their middle', () => {
    const change = augmentImage([21, 21, 1], { turnDegrees: 45 });
    const sample = new Float32Array(441).map((_, i) => (Math.hypot((i % 21) - 10, Math.floor(i / 21) - 10) < 5 ? 1 : 0));
    const before = sample.slice();
    change(sample, createRandom(3));
    const apart = sample.reduce((sum, value, i) => sum + Math.abs(value - before[i]!), 0);
    expect(apart).toBeGreaterThan(0);
    expect(apart / before.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.25);
  });

  it('stay between 0 and 1', () => {
    const sample = ramp(300);
    augmentImage([10, 10, 3], { brightness: 0.5, noise: 0.3 })(sample, createRandom(1));
    expect(sample.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});

describe('features of sound', () => {
  it('are masked in whole frames and whole channels by their mean, and by no more than was asked', () => {
    const change = augmentFeatures([20, 10, 1], { timeMasks: 1, timeMask: 0.2, frequencyMasks: 1, frequencyMask: 0.3 });
    for (let seed = 0; seed < 50; seed++) {
      const sample = ramp(200);
      change(sample, createRandom(seed));
      const isMasked = (frame: number, channel: number): boolean =>
        sample[frame * 10 + channel] !== Math.fround((frame * 10 + channel) / 200);
      const frames = Array.from({ length: 20 }, (_, frame) => Array.from({ length: 10 }, (_unused, channel) => isMasked(frame, channel)));
      const whole = frames.filter((row) => row.every(Boolean)).length;
      const channels = Array.from({ length: 10 }, (_, channel) => frames.every((row) => row[channel])).filter(Boolean).length;
      expect(whole).toBeLessThanOrEqual(4);
      expect(channels).toBeLessThanOrEqual(3);
      expect(frames.flat().filter(Boolean).length).toBe(whole * 10 + channels * (20 - whole));
    }
  });

  it('are shifted in time, the edge repeated', () => {
    const later = Float32Array.of(1, 2, 3, 4, 5, 6);
    shiftRows(later, 2, 1);
    expect([...later]).toEqual([1, 2, 1, 2, 3, 4]);
    const earlier = Float32Array.of(1, 2, 3, 4, 5, 6);
    shiftRows(earlier, 2, -2);
    expect([...earlier]).toEqual([5, 6, 5, 6, 5, 6]);
  });
});

describe('sound', () => {
  it('has a background as far below it as was asked', () => {
    const clip = Int16Array.from({ length: 8000 }, (_, i) => 8000 * Math.sin(i / 5));
    const background = Float32Array.from({ length: 20_000 }, (_, i) => 100 * Math.sin(i / 90));
    const changes = { ...USUAL_WAVEFORM_CHANGES, shift: 0, gainDecibels: 0, background: 1, backgroundDecibels: [20, 20] as const };
    const mixed = changedClip(clip, [background], changes, createRandom(1));
    const rest = mixed.map((value, i) => value - clip[i]!);
    const energy = (samples: Int16Array): number => samples.reduce((sum, value) => sum + value ** 2, 0);
    expect(10 * Math.log10(energy(clip) / energy(rest))).toBeCloseTo(20, 1);
  });

  it('is shifted and made louder or softer, the same from the same seed', () => {
    const clip = Int16Array.from({ length: 1000 }, (_, i) => (i === 500 ? 10_000 : 0));
    for (let seed = 0; seed < 20; seed++) {
      const changed = changedClip(clip, [], USUAL_WAVEFORM_CHANGES, createRandom(seed));
      const peak = Math.max(...changed);
      expect(Math.abs(changed.indexOf(peak) - 500)).toBeLessThanOrEqual(100);
      expect(Math.abs(20 * Math.log10(peak / 10_000))).toBeLessThanOrEqual(6.01);
      expect(changedClip(clip, [], USUAL_WAVEFORM_CHANGES, createRandom(seed))).toEqual(changed);
    }
  });
});
