/** Elementwise multiply. */
import { arithmeticOp } from './arithmetic.ts';
import type { OpSpec } from './op.ts';

export const mul: OpSpec = arithmeticOp('MUL', {
  kind: 'mul',
  label: 'Multiply',
  summary: 'Multiplies values one by one; scales channels in squeeze-and-excite.',
});
