import type { Random } from '../../core/base/random.ts';
import type { Shape } from '../../core/graph/tensor.ts';
import type { Change } from './change.ts';
import { addNoise } from './noise.ts';
import { shiftRows } from './series.ts';

/** Of the features of sound, frames by channels. Masks as in SpecAugment (D. Park and others, 2019). */
export interface FeatureChanges {
  /** At most this share of the frames, either way. */
  readonly shift?: number;
  readonly timeMasks?: number;
  /** Width of a mask at most, as a share of the frames. */
  readonly timeMask?: number;
  readonly frequencyMasks?: number;
  readonly frequencyMask?: number;
  readonly noise?: number;
}

/** Masked features take the mean of the sample. */
export function augmentFeatures(shape: Shape, changes: FeatureChanges): Change {
  const [frames = 1, channels = 1] = shape;
  const { shift = 0, timeMasks = 0, timeMask = 0, frequencyMasks = 0, frequencyMask = 0, noise = 0 } = changes;
  return (sample, random) => {
    if (shift > 0) shiftRows(sample, channels, random.int(-Math.floor(shift * frames), Math.floor(shift * frames)));
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    for (let i = 0; i < timeMasks; i++) {
      const [from, to] = stretch(frames, timeMask, random);
      sample.fill(mean, from * channels, to * channels);
    }
    for (let i = 0; i < frequencyMasks; i++) {
      const [from, to] = stretch(channels, frequencyMask, random);
      for (let frame = 0; frame < frames; frame++) sample.fill(mean, frame * channels + from, frame * channels + to);
    }
    addNoise(sample, noise, random);
  };
}

/** A stretch of 0 to `share` of the length, anywhere. */
function stretch(length: number, share: number, random: Random): readonly [number, number] {
  const width = random.int(0, Math.floor(share * length));
  const from = random.int(0, length - width);
  return [from, from + width];
}
