/** What a running training tells. */
import type { Weights } from '../document/weights.ts';
import type { Graph } from '../graph/graph.ts';
import type { Confusion } from './confusion.ts';
import type { Histogram } from './histogram.ts';

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
  /** That share the batch. */
  readonly threads: number;
}

/** A test sample whose class the file did not name. */
export interface Mistake {
  /** In the test split. */
  readonly index: number;
  /** The file or row it comes from, where there is one to name. */
  readonly source: string | undefined;
  readonly label: number;
  readonly named: number;
  /** As the network takes them, channels last. */
  readonly values: Float32Array;
}

/** The values of one operator's output over some test samples, and of the weights it is made with. */
export interface LayerValues {
  /** What its node is called. */
  readonly name: string;
  /** The largest of its weights, in float32. */
  readonly weights: { readonly name: string; readonly histogram: Histogram } | undefined;
  /** Before they are rounded. */
  readonly outputs: Histogram;
  /** Smallest and largest value the file can hold there; undefined where it has no int8 scale of its own. */
  readonly int8: { readonly low: number; readonly high: number } | undefined;
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
  readonly int8: { readonly accuracy: number | undefined };
  /**
   * Share of the test samples on which the network as trained, its values rounded as on the chip, and the file in the integer
   * interpreter name the same class; undefined without quantisation-aware epochs.
   */
  readonly agreement: number | undefined;
  /** Of the file on the test samples; undefined where the target is the sample itself. */
  readonly confusion: Confusion | undefined;
  /** Some of the samples that were misnamed, of every confusion. */
  readonly mistakes: readonly Mistake[];
  /** In running order, the input first. */
  readonly layers: readonly LayerValues[];
  /** Of a weight. */
  readonly bits: 8 | 4;
  /** The network as trained: narrower than the design's where channels were pruned. */
  readonly graph: Graph;
  readonly weights: Weights;
  /** The .tflite that was judged. */
  readonly file: Uint8Array;
}
