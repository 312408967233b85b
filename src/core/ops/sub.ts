/** Elementwise subtract. */
import { arithmeticOp } from './arithmetic.ts';
import type { OpSpec } from './op.ts';

export const sub: OpSpec = arithmeticOp(
  'SUB',
  {
    kind: 'sub',
    label: 'Subtract',
    summary: 'Subtracts the second value from the first.',
  },
  2,
);
