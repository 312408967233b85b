import type { DeployedModel } from '../memory.ts';

export interface QuantizedModel extends DeployedModel {
  /** The same network in float32, and for each tensor of the int8 graph the tensor of this one with the same value (-1: none). */
  readonly real: DeployedModel;
  readonly pairs: readonly number[];
}
