/** Changes to sound itself, before the front end. */
import type { Random } from '../../core/base/random.ts';
import { between } from '../../core/base/distributions.ts';

export interface WaveformChanges {
  /** At most this share of the clip, either way. */
  readonly shift: number;
  /** Decibels louder or softer, at most. */
  readonly gainDecibels: number;
  /** Share of the clips that a background is mixed into. */
  readonly background: number;
  /** The background lies between so many decibels below the clip. */
  readonly backgroundDecibels: readonly [least: number, most: number];
}

export const USUAL_WAVEFORM_CHANGES: WaveformChanges = { shift: 0.1, gainDecibels: 6, background: 0.8, backgroundDecibels: [5, 25] };

/** A changed copy of a clip of 16-bit samples; `backgrounds` are recordings at its rate, at least as long. */
export function changedClip(clip: Int16Array, backgrounds: readonly Float32Array[], changes: WaveformChanges, random: Random): Int16Array {
  const by = random.int(-Math.floor(changes.shift * clip.length), Math.floor(changes.shift * clip.length));
  const gain = decibels(between(random, -changes.gainDecibels, changes.gainDecibels));
  const under = backgrounds.length > 0 && random.next() < changes.background ? random.pick(backgrounds) : undefined;
  const from = under === undefined ? 0 : random.int(0, under.length - clip.length);
  const stretch = under?.subarray(from, from + clip.length);
  const below = decibels(-between(random, ...changes.backgroundDecibels));
  const level = stretch === undefined ? 0 : (below * loudness(clip)) / (loudness(stretch) || 1);
  return clip.map((_, i) => {
    const value = gain * ((clip[i - by] ?? 0) + level * (stretch?.[i] ?? 0));
    return Math.max(-32_768, Math.min(32_767, Math.round(value)));
  });
}

const decibels = (value: number): number => 10 ** (value / 20);

/** Root mean square. */
function loudness(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! ** 2;
  return Math.sqrt(sum / samples.length);
}
