/** ReLU. */
import { activationOp } from './activation-op.ts';
import type { OpSpec } from './op.ts';

export const relu: OpSpec = activationOp('RELU', {
  kind: 'relu',
  label: 'ReLU',
  summary: 'Negative values become zero.',
});
