/** What training reads: samples of one shape with their classes, in three splits. Readers make these; nothing here holds tensors. */
import type { FrontEndId } from '../core/audio/front-end.ts';
import type { Shape } from '../core/graph/tensor.ts';

export type SampleKind = 'image' | 'audio' | 'series' | 'vector';
export const SPLIT_NAMES = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];

export interface Split {
  readonly count: number;
  /** The class of each sample, an index into `classes`; empty where the target is the sample itself (an autoencoder). */
  readonly labels: Int32Array;
  /**
   * Writes the samples at `indices` one after the other, channels last, as the network's float input takes them (images 0 to 1).
   * `into` holds `indices.length` times the elements of `sampleShape`. A promise where the samples come from storage.
   */
  readonly read: (indices: Int32Array, into: Float32Array) => void | Promise<void>;
  /** The file or row a sample comes from, where there is one to name. */
  readonly nameOf?: (index: number) => string;
}

/** A file that was left out, and why. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface Dataset {
  readonly name: string;
  readonly kind: SampleKind;
  /** Of one sample, without the batch. */
  readonly sampleShape: Shape;
  readonly classes: readonly string[];
  readonly splits: Readonly<Record<SplitName, Split>>;
  readonly skipped: readonly SkippedFile[];
  /** Made by a program, not recorded: the page says so. */
  readonly isSynthetic: boolean;
  /** What made the features of sound, as the exported C makes them. */
  readonly frontEnd?: { readonly id: FrontEndId; readonly sampleRate: number };
  /** What was taken from each channel (last dimension) and what it was then divided by, so that the chip can do the same. */
  readonly standardization?: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
}
