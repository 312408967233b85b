/** Max pooling, 2-D. */
import type { OpSpec } from './op.ts';
import { pool2d } from './pool.ts';

export const maxPool2d: OpSpec = pool2d('MAX_POOL_2D', {
  kind: 'max_pool2d',
  label: 'Max pool 2D',
  summary: 'Keeps the largest value of each window.',
});
