import type { TrainNetwork } from '../../src/cli/bench/train-networks.ts';
import type { StepTimes, ThreadTimes } from '../../src/train/run/time-step.ts';
import type { BackendName } from '../../src/train/backends/backend.ts';

/** What the training lab is asked; of `seconds` at least so many, after a warm-up. */
export type TrainLabRequest =
  | { readonly kind: 'step'; readonly net: TrainNetwork; readonly batch: number; readonly backend: BackendName; readonly seconds: number }
  | { readonly kind: 'threads'; readonly net: TrainNetwork; readonly batch: number; readonly threads: number; readonly seconds: number }
  | { readonly kind: 'losses'; readonly net: TrainNetwork; readonly batch: number; readonly backend: BackendName; readonly steps: number };

/** A text says why there is no answer. */
export interface TrainLabAnswers {
  readonly step: StepTimes | string;
  readonly threads: ThreadTimes | string;
  /** Before each step. */
  readonly losses: readonly number[] | string;
}
