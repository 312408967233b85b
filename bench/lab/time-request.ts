import type { TrainNetwork } from '../../src/cli/bench/train-networks.ts';
import type { BackendName } from '../../src/train/backends/backend.ts';

export interface TimeRequest {
  readonly net: TrainNetwork;
  readonly backend: BackendName;
  readonly threads: number;
  /** At least so long, after a warm-up. */
  readonly seconds: number;
}
