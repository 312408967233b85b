/** What a running training tells. */

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
