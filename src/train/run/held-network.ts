import type { Network } from '../model/network.ts';
import type { Run } from '../model/step.ts';
import type { BatchShape } from './batches.ts';
import type { Quantization } from './quantization.ts';

/** The network at the end of its training, with the best epoch's parameters. */
export interface HeldNetwork {
  readonly network: Network;
  readonly shape: BatchShape;
  /** Runs it as it was validated: after quantisation-aware epochs with batch norms folded and kernels rounded. */
  readonly run: Omit<Run, 'values'>;
  /** Rounds values as the chip will; undefined where the run was float alone. */
  readonly quantization: Quantization | undefined;
}
