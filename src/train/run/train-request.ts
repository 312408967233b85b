/** What a training run is asked for. */
import type { Weights } from '../../core/document/weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import type { EpochReport, StepReport } from '../../core/training/progress.ts';
import type { Recipe } from '../../core/training/recipe.ts';
import type { Pruned } from '../../core/training/remove-channels.ts';
import type { Snapshot } from '../../core/training/snapshot.ts';
import type { Helpers } from '../team/team.ts';
import type { Augment, Samples } from './batches.ts';
import type { HeldNetwork } from './held-network.ts';

export interface TrainingData {
  readonly train: Samples;
  readonly validation: Samples;
  /** Judges the float network of the best epoch; nothing is chosen by it. */
  readonly test: Samples;
  readonly sampleShape: readonly number[];
  readonly classes: number;
}

export interface TrainRequest {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly samples: TrainingData;
  readonly recipe: Recipe;
  /** A network to learn from, where the recipe distils. */
  readonly teacher?: Pruned | undefined;
  /** Where the run goes on; undefined starts it. The rest of the request is as it was. */
  readonly from?: Snapshot | undefined;
  readonly augment?: (epoch: number) => Augment;
  readonly onStep?: (report: StepReport) => void;
  readonly onEpoch?: (report: EpochReport) => void;
  /** Asked every few steps; `onSnapshot` follows where it says true. */
  readonly wantsSnapshot?: () => boolean;
  readonly onSnapshot?: (snapshot: Snapshot) => void;
  /** Awaited every few steps: a run is paused while this is pending. */
  readonly whilePaused?: () => Promise<void> | undefined;
  /** True when the run is to end with what it has. */
  readonly isStopped?: () => boolean;
  /** Looks at what was trained while it is still held; what it reads of the network is gone afterwards. */
  readonly onTrained?: (held: HeldNetwork) => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Other threads that take their part of each batch. */
  readonly helpers?: Helpers | undefined;
}
