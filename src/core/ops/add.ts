/** Elementwise add. */
import { arithmeticOp } from './arithmetic.ts';
import type { OpSpec } from './op.ts';

export const add: OpSpec = arithmeticOp('ADD', {
  kind: 'add',
  label: 'Add',
  summary: 'Adds values of equal shape; closes a residual branch.',
});
