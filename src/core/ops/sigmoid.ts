/** Sigmoid. */
import { activationOp } from './activation-op.ts';
import type { OpSpec } from './op.ts';

export const sigmoid: OpSpec = activationOp('LOGISTIC', {
  kind: 'sigmoid',
  label: 'Sigmoid',
  summary: 'Squeezes values into 0…1.',
});
