/** ReLU6. */
import { activationOp } from './activation-op.ts';
import type { OpSpec } from './op.ts';

export const relu6: OpSpec = activationOp('RELU6', {
  kind: 'relu6',
  label: 'ReLU6',
  summary: 'Values are clipped to 0…6.',
});
