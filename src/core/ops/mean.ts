/** Mean over chosen dimensions. */
import { fail, type Result } from '../base/result.ts';
import type { Shape, TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { resolveAxis } from './expect.ts';
import { boolField, intsField } from './fields.ts';
import { emitMean, reduced } from './mean-emit.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readBool, readInts, type Settings } from './settings.ts';

const AXES = intsField('axes', 'Axes', [1, 2], [-8, 7], { help: 'Dimensions to average over; the batch is 0.' });
const KEEP_DIMS = boolField('keepDims', 'Keep dimensions', true);

export const mean: OpSpec = defineOp({
  kind: 'mean',
  label: 'Mean',
  group: 'pool',
  summary: 'Averages over chosen dimensions.',
  arity: { min: 1, max: 1 },
  fields: [AXES, KEEP_DIMS],
  oneD: 'keeps',
  card: (settings) => `axes ${readInts(settings, AXES).join(', ')}`,
  outputs,
  weights: () => [],
  lower: (settings, emit) => [emitMean(emit, resolved(settings, emit), readBool(settings, KEEP_DIMS))],
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const axes = readInts(settings, AXES);
  if (axes.length === 0) return fail('Mean expects at least one axis, got none');
  const places: number[] = [];
  for (const axis of axes) {
    const place = resolveAxis('Mean', axis, shape);
    if (!place.ok) return place;
    places.push(place.value);
  }
  if (new Set(places).size < places.length) return fail(`Mean expects each axis once, got ${axes.join(', ')}`);
  return { ok: true, value: [{ shape: reduced(shape, places, readBool(settings, KEEP_DIMS)), type }] };
}

function resolved(settings: Settings, emit: Emitter): Shape {
  const rank = emit.rankOf(0);
  return readInts(settings, AXES).map((axis) => (axis < 0 ? axis + rank : axis));
}
