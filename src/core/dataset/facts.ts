/** What is known of a data set without its samples: what the page shows and a run records. */
import type { FrontEndId } from '../audio/front-end.ts';
import type { Shape } from '../graph/tensor.ts';

export type SampleKind = 'image' | 'audio' | 'series' | 'vector';
export const SPLIT_NAMES = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];

/** A file that was left out, and why. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface DatasetTraits {
  readonly name: string;
  readonly kind: SampleKind;
  /** Of one sample, without the batch. */
  readonly sampleShape: Shape;
  readonly classes: readonly string[];
  readonly skipped: readonly SkippedFile[];
  /** Made by a program, not recorded: the page says so. */
  readonly isSynthetic: boolean;
  /** What made the features of sound, as the exported C makes them. */
  readonly frontEnd?: { readonly id: FrontEndId; readonly sampleRate: number };
  /** What was taken from each channel (last dimension) and what it was then divided by, so that the chip can do the same. */
  readonly standardization?: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
}

/** Samples of one class in each split. */
export interface ClassCount {
  readonly name: string;
  readonly counts: Readonly<Record<SplitName, number>>;
}

export interface DatasetFacts extends DatasetTraits {
  readonly counts: Readonly<Record<SplitName, number>>;
  readonly balance: readonly ClassCount[];
}
