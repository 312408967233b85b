/** What a running training tells. */
import type { Weights } from '../document/weights.ts';
import type { Graph } from '../graph/graph.ts';

export interface SplitScore {
  readonly loss: number;
  /** Share of samples whose class was named; undefined where the target is the sample itself. */
  readonly accuracy: number | undefined;
}

export interface EpochReport {
  /** From 1, float epochs and quantisation-aware ones counted on. */
  readonly epoch: number;
  readonly phase: 'float' | 'quantized';
  readonly steps: number;
  readonly learningRate: number;
  readonly train: SplitScore;
  readonly validation: SplitScore;
  readonly samplesPerSecond: number;
}

export interface StepReport {
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly phase: EpochReport['phase'];
  readonly loss: number;
  readonly learningRate: number;
  readonly samplesPerSecond: number;
}

/** What a finished run hands over. */
export interface Delivered {
  /** Of both phases. */
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  /** The float network on the test samples. */
  readonly float: SplitScore;
  /** The file on the test samples, in the integer interpreter. */
  readonly int8: { readonly accuracy: number };
  /**
   * Share of the test samples on which the network as trained, its values rounded as on the chip, and the file in the integer
   * interpreter name the same class; undefined without quantisation-aware epochs.
   */
  readonly agreement: number | undefined;
  /** Of a weight. */
  readonly bits: 8 | 4;
  /** The network as trained: narrower than the design's where channels were pruned. */
  readonly graph: Graph;
  readonly weights: Weights;
  /** The .tflite that was judged. */
  readonly file: Uint8Array;
}
