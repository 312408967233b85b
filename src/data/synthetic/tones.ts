import type { Random } from '../../core/base/random.ts';
import { between, normal } from '../../core/base/distributions.ts';
import type { SyntheticSet } from './synthetic-set.ts';

const RATE = 8000;

/** Frequency in Hz after `t` of 0 to 1, from `low` and `high`. */
const PITCHES: Readonly<Record<string, (t: number, low: number, high: number) => number>> = {
  falling: (t, low, high) => high * (low / high) ** t,
  high: (_, __, high) => high,
  low: (_, low) => low,
  rising: (t, low, high) => low * (high / low) ** t,
  warble: (t, low, high) => Math.sqrt(low * high) * (1 + 0.25 * Math.sin(2 * Math.PI * 6 * t)),
};

/** Tones that are low, high, rise, fall or warble, with overtones and noise, at 8 kHz. */
export const TONES: SyntheticSet = {
  name: 'Tones',
  kind: 'audio',
  classes: [...Object.keys(PITCHES), 'noise'],
  shape: [RATE],
  samples: 1200,
  sampleRate: RATE,
  make: (random, className) => play(random, PITCHES[className]),
};

function play(random: Random, pitch: (typeof PITCHES)[string] | undefined): Float32Array {
  const low = between(random, 250, 500);
  const high = between(random, 1100, 2000);
  const length = Math.floor(between(random, 0.4, 0.9) * RATE);
  const start = Math.floor(between(random, 0, RATE - length));
  const loudness = 2 ** between(random, 10, 13);
  const overtone = between(random, 0, 0.5);
  const noise = loudness * between(random, 0.05, 0.4) * (pitch === undefined ? 2 : 1);
  let phase = 0;
  return Float32Array.from({ length: RATE }, (_, i) => {
    const t = (i - start) / length;
    const isOn = pitch !== undefined && t >= 0 && t < 1;
    if (isOn) phase += (2 * Math.PI * pitch(t, low, high)) / RATE;
    const fade = Math.min(1, 20 * t, 20 * (1 - t));
    const tone = isOn ? fade * loudness * (Math.sin(phase) + overtone * Math.sin(2 * phase)) : 0;
    return Math.max(-32_768, Math.min(32_767, tone + noise * normal(random)));
  });
}
