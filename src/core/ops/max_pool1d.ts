/** Max pooling, 1-D. */
import type { OpSpec } from './op.ts';
import { pool1d } from './pool.ts';

export const maxPool1d: OpSpec = pool1d('MAX_POOL_2D', {
  kind: 'max_pool1d',
  label: 'Max pool 1D',
  summary: 'Keeps the largest value of each stretch of time.',
});
