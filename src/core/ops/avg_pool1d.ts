/** Average pooling, 1-D. */
import type { OpSpec } from './op.ts';
import { pool1d } from './pool.ts';

export const avgPool1d: OpSpec = pool1d('AVERAGE_POOL_2D', {
  kind: 'avg_pool1d',
  label: 'Average pool 1D',
  summary: 'Averages each stretch of time; padded steps are not counted.',
});
