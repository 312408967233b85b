/**
 * Words spoken by a formant synthesiser (D. Klatt, "Software for a cascade/parallel formant synthesizer", 1980, much simplified): a buzz and a
 * hiss through three resonators whose frequencies glide from sound to sound. Not speech of people: networks trained on it know no voice.
 */
import type { Random } from '../../core/base/random.ts';
import { between, normal } from '../../core/base/distributions.ts';
import type { SyntheticSet } from './synthetic-set.ts';

const RATE = 8000;

/** Formants in Hz, loudness of the buzz and of the hiss, and length in seconds; a transition takes half of the shorter neighbour. */
interface Sound {
  readonly formants: readonly [number, number, number];
  readonly buzz: number;
  readonly hiss: number;
  readonly seconds: number;
}

const sound = (formants: Sound['formants'], buzz: number, hiss: number, seconds: number): Sound => ({ formants, buzz, hiss, seconds });

/** Formants of American English vowels after G. Peterson and H. Barney (1952); the consonants are rough. */
const SOUNDS = {
  a: sound([730, 1090, 2440], 1, 0, 0.16),
  e: sound([530, 1840, 2480], 1, 0, 0.16),
  i: sound([270, 2290, 3010], 1, 0, 0.14),
  o: sound([570, 840, 2410], 1, 0, 0.18),
  u: sound([300, 870, 2240], 1, 0, 0.14),
  y: sound([280, 2200, 2900], 0.8, 0, 0.07),
  l: sound([360, 1000, 2700], 0.6, 0, 0.08),
  r: sound([310, 1060, 1380], 0.7, 0, 0.09),
  n: sound([280, 1500, 2500], 0.4, 0, 0.09),
  w: sound([290, 610, 2150], 0.7, 0, 0.07),
  s: sound([1400, 2800, 3600], 0, 0.6, 0.14),
  f: sound([1000, 1900, 2700], 0, 0.25, 0.11),
  d: sound([300, 1700, 2600], 0.3, 0.3, 0.04),
  p: sound([400, 900, 2200], 0, 0.35, 0.04),
  t: sound([400, 1900, 2900], 0, 0.55, 0.05),
  g: sound([300, 1900, 2300], 0.3, 0.25, 0.05),
  _: sound([400, 1300, 2400], 0, 0, 0.05),
} as const;

type SoundName = keyof typeof SOUNDS;

const WORDS: Readonly<Record<string, readonly SoundName[]>> = {
  down: ['d', 'a', 'u', 'n'],
  go: ['g', 'o', 'u'],
  left: ['l', 'e', 'f', '_', 't'],
  no: ['n', 'o', 'u'],
  right: ['r', 'a', 'i', '_', 't'],
  up: ['a', '_', 'p'],
  yes: ['y', 'e', 's'],
};

export const KEYWORDS: SyntheticSet = {
  name: 'Synthetic keywords',
  kind: 'audio',
  classes: Object.keys(WORDS),
  shape: [RATE],
  samples: 2100,
  sampleRate: RATE,
  make: (random, className) => speak(random, WORDS[className]!),
};

/** One voice says a word somewhere in a second of noise. */
function speak(random: Random, word: readonly SoundName[]): Float32Array {
  const voice = {
    hz: between(random, 85, 250),
    tract: between(random, 0.88, 1.22),
    speed: between(random, 0.75, 1.3),
    bend: between(random, -0.3, 0.3),
  };
  const sounds = word.map((name) => ({ ...SOUNDS[name], seconds: (SOUNDS[name].seconds / voice.speed) * between(random, 0.85, 1.15) }));
  const length = Math.floor(sounds.reduce((sum, { seconds }) => sum + seconds, 0) * RATE);
  const start = Math.floor(between(random, 0, Math.max(0, RATE - length)));
  const loudness = 2 ** between(random, 11, 13);
  const noise = loudness * 2 ** between(random, -7, -3);
  const filters = [90, 110, 170].map((bandwidth) => createResonator(bandwidth));
  let phase = 0;
  const clip = Float32Array.from({ length: RATE }, () => noise * normal(random));
  for (let i = 0; i < Math.min(length, RATE - start); i++) {
    const { formants, buzz, hiss } = soundAt(sounds, i / RATE);
    phase = (phase + (voice.hz * (1 + voice.bend * (0.5 - i / length))) / RATE) % 1;
    const source = buzz * glottis(phase) + 0.4 * hiss * normal(random);
    const spoken = filters.reduce((value, filter, k) => filter(value, Math.min(0.47 * RATE, formants[k]! * voice.tract)), source);
    clip[start + i]! += loudness * spoken;
  }
  return clip.map((value) => Math.max(-32_768, Math.min(32_767, value)));
}

/** A pulse of air, open two thirds of the period, without its mean. */
function glottis(phase: number): number {
  return phase < 0.66 ? 2 * Math.sin((Math.PI * phase) / 0.66) ** 2 - 0.66 : -0.66;
}

/** Between the middles of two sounds everything glides. */
function soundAt(sounds: readonly Sound[], seconds: number): Sound {
  let middle = 0;
  for (let k = 0; k < sounds.length - 1; k++) {
    const here = sounds[k]!;
    const next = sounds[k + 1]!;
    const from = middle + here.seconds / 2;
    const to = middle + here.seconds + next.seconds / 2;
    if (seconds < to) return mixed(here, next, Math.max(0, Math.min(1, (seconds - from) / (to - from))));
    middle += here.seconds;
  }
  return sounds.at(-1)!;
}

function mixed(a: Sound, b: Sound, share: number): Sound {
  const mix = (x: number, y: number): number => x + (y - x) * share;
  const [f1, f2, f3] = a.formants.map((hz, k) => mix(hz, b.formants[k]!));
  return { formants: [f1!, f2!, f3!], buzz: mix(a.buzz, b.buzz), hiss: mix(a.hiss, b.hiss), seconds: a.seconds };
}

/** Klatt's digital resonator: gain 1 at 0 Hz, a peak at `hz`. */
function createResonator(bandwidth: number): (value: number, hz: number) => number {
  const radius = Math.exp((-Math.PI * bandwidth) / RATE);
  let last = 0;
  let before = 0;
  return (value, hz) => {
    const b = 2 * radius * Math.cos((2 * Math.PI * hz) / RATE);
    const c = -radius * radius;
    const result = (1 - b - c) * value + b * last + c * before;
    before = last;
    last = result;
    return result;
  };
}
