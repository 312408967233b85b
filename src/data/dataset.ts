/** What training reads: samples of one shape with their classes, in three splits. Readers make these; nothing here holds tensors. */
import type { DatasetTraits, SplitName } from '../core/dataset/facts.ts';

export { SPLIT_NAMES, type SampleKind, type SkippedFile, type SplitName } from '../core/dataset/facts.ts';

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

export interface Dataset extends DatasetTraits {
  readonly splits: Readonly<Record<SplitName, Split>>;
}
