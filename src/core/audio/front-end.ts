/**
 * Audio front ends by name: what turns 16-bit samples into the features a network reads. All arithmetic is in integers, so that training, the
 * page and the C source exported for the chip give the same bits. `micro-speech` is TensorFlow Lite Micro's `microfrontend` with the settings
 * of its micro_speech example; the others are mel-frequency cepstral coefficients (S. Davis, P. Mermelstein, 1980) on the same FFT and filters.
 */
import { defined } from '../base/assert.ts';

export const FRONT_END_IDS = ['micro-speech', 'mfcc-49x10', 'mfcc-98x40'] as const;
export type FrontEndId = (typeof FRONT_END_IDS)[number];

export interface FrontEnd {
  readonly id: FrontEndId;
  readonly label: string;
  readonly windowMs: number;
  readonly hopMs: number;
  /** Mel filters. */
  readonly channels: number;
  readonly lowerHz: number;
  /** Less where the sample rate does not reach so far: 95 % of half the rate. */
  readonly upperHz: number;
  /** Noise reduction and per-channel gain, which adapt from frame to frame; without them the log is taken of what was heard. */
  readonly adapts: boolean;
  /** A log value of 1 is 2 to this power. */
  readonly logShift: number;
  /** Values of a frame: the channels, or the first coefficients of their cosine transform. */
  readonly features: number;
  /** Frames of a clip of one second. */
  readonly frames: number;
  /** What one unit of a feature is in the network's float input: a power of two. */
  readonly unit: number;
}

/** Lowest and highest sample rate in Hz; the FFT then has 128 to 2,048 points. */
export const SAMPLE_RATES = { least: 4000, most: 48_000 } as const;

const SHARED = { windowMs: 30, channels: 40, lowerHz: 125, upperHz: 7500 } as const;

export const FRONT_ENDS: readonly FrontEnd[] = [
  {
    ...SHARED,
    id: 'micro-speech',
    label: 'Log mel, 49 x 40 (micro_speech)',
    hopMs: 20,
    adapts: true,
    logShift: 6,
    features: 40,
    frames: 49,
    unit: 2 ** -8,
  },
  { ...SHARED, id: 'mfcc-49x10', label: 'MFCC, 49 x 10', hopMs: 20, adapts: false, logShift: 8, features: 10, frames: 49, unit: 2 ** -7 },
  { ...SHARED, id: 'mfcc-98x40', label: 'MFCC, 98 x 40', hopMs: 10, adapts: false, logShift: 8, features: 40, frames: 98, unit: 2 ** -7 },
];

/**
 * What sound is opened with unless told. A small DS-CNN knew 78 % of the spoken digits of two unheard speakers from it, and 52 % from
 * micro_speech, which adapts over seconds and so suits a stream better than a clip.
 */
export const USUAL_FRONT_END: FrontEndId = 'mfcc-49x10';

const BY_ID: ReadonlyMap<string, FrontEnd> = new Map(FRONT_ENDS.map((frontEnd) => [frontEnd.id, frontEnd]));

export function frontEndById(id: FrontEndId): FrontEnd {
  return defined(BY_ID.get(id), `front end ${id}`);
}

/** Samples of one window and from one window to the next. */
export function windowSamples(frontEnd: FrontEnd, sampleRate: number): { readonly size: number; readonly step: number } {
  return { size: Math.floor((frontEnd.windowMs * sampleRate) / 1000), step: Math.floor((frontEnd.hopMs * sampleRate) / 1000) };
}

/** Points of the FFT: the next power of two. */
export function fftSize(windowSize: number): number {
  return 2 ** Math.ceil(Math.log2(windowSize));
}

/** Highest frequency of the filters; 3,800 Hz at 8 kHz. */
export function upperHzAt({ upperHz }: FrontEnd, sampleRate: number): number {
  return Math.min(upperHz, Math.floor(sampleRate * 0.475));
}
