/** Global average pooling, deployed as MEAN as the TensorFlow Lite converter does. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { boolField } from './fields.ts';
import { emitMean } from './mean-emit.ts';
import type { OpSpec } from './op.ts';
import { readBool, type Settings } from './settings.ts';

export const KEEP_POOLED = boolField('keepDims', 'Keep dimensions', false, { help: 'On: 1x1xC. Off: a vector of C.' });

export const globalAvgPool: OpSpec = defineOp({
  kind: 'global_avg_pool',
  label: 'Global average pool',
  group: 'pool',
  summary: 'Averages each channel over the whole image or signal.',
  arity: { min: 1, max: 1 },
  fields: [KEEP_POOLED],
  oneD: 'keeps',
  card: () => '',
  outputs: (settings, [input]) => pooledType('Global average pool', settings, input!),
  weights: () => [],
  lower: (settings, emit) => [emitMean(emit, emit.rankOf(0) === 4 ? [1, 2] : [1], readBool(settings, KEEP_POOLED))],
});

/** [n, h, w, c] or [n, t, c] with everything between batch and channels pooled away. */
export function pooledType(label: string, settings: Settings, { shape, type }: TensorType): Result<readonly TensorType[]> {
  if (shape.length !== 3 && shape.length !== 4)
    return fail(`${label} expects 4 dimensions (an image) or 3 (a signal), got ${shapeText(shape)}`);
  return { ok: true, value: [{ shape: pooled(shape, readBool(settings, KEEP_POOLED)), type }] };
}

function pooled(shape: Shape, keep: boolean): Shape {
  const last = shape.length - 1;
  return keep ? shape.map((size, i) => (i === 0 || i === last ? size : 1)) : [shape[0]!, shape[last]!];
}
