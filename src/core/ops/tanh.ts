/** Tanh. */
import { activationOp } from './activation-op.ts';
import type { OpSpec } from './op.ts';

export const tanh: OpSpec = activationOp('TANH', {
  kind: 'tanh',
  label: 'Tanh',
  summary: 'Squeezes values into −1…1.',
});
