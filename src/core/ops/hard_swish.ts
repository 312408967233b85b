/** Hard-swish. */
import { activationOp } from './activation-op.ts';
import type { OpSpec } from './op.ts';

export const hardSwish: OpSpec = activationOp('HARD_SWISH', {
  kind: 'hard_swish',
  label: 'Hard-swish',
  summary: 'The cheap swish of MobileNet V3: x · relu6(x + 3) / 6.',
});
