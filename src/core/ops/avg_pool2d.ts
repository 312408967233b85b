/** Average pooling, 2-D. */
import type { OpSpec } from './op.ts';
import { pool2d } from './pool.ts';

export const avgPool2d: OpSpec = pool2d('AVERAGE_POOL_2D', {
  kind: 'avg_pool2d',
  label: 'Average pool 2D',
  summary: 'Averages each window; padded cells are not counted.',
});
