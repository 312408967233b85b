/** Elementwise minimum. */
import { arithmeticOp } from './arithmetic.ts';
import type { OpSpec } from './op.ts';

export const minimum: OpSpec = arithmeticOp('MINIMUM', {
  kind: 'minimum',
  label: 'Minimum',
  summary: 'Keeps the smaller value at each position.',
});
