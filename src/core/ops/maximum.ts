/** Elementwise maximum. */
import { arithmeticOp } from './arithmetic.ts';
import type { OpSpec } from './op.ts';

export const maximum: OpSpec = arithmeticOp('MAXIMUM', {
  kind: 'maximum',
  label: 'Maximum',
  summary: 'Keeps the larger value at each position.',
});
