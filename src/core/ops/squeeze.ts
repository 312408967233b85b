/** Squeeze: dimensions of size 1 go. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { resolveAxis } from './expect.ts';
import { intsField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readInts, type Settings } from './settings.ts';

const AXES = intsField('axes', 'Axes', [], [-8, 7], { help: 'Dimensions to drop; empty drops every dimension of size 1.' });

export const squeeze: OpSpec = defineOp({
  kind: 'squeeze',
  label: 'Squeeze',
  group: 'shape',
  summary: 'Drops dimensions of size 1.',
  arity: { min: 1, max: 1 },
  fields: [AXES],
  card: (settings) => (readInts(settings, AXES).length === 0 ? '' : `axes ${readInts(settings, AXES).join(', ')}`),
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => {
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('SQUEEZE', [emit.input(0)], [result], { dims: readInts(settings, AXES) });
    return [result];
  },
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const axes = readInts(settings, AXES);
  if (axes.length === 0) return { ok: true, value: [{ shape: shape.filter((size) => size !== 1), type }] };
  const dropped = new Set<number>();
  for (const axis of axes) {
    const place = resolveAxis('Squeeze', axis, shape);
    if (!place.ok) return place;
    if (shape[place.value] !== 1) return fail(`Squeeze expects size 1 in dimension ${place.value}, got ${shapeText(shape)}`);
    dropped.add(place.value);
  }
  return { ok: true, value: [{ shape: shape.filter((_, i) => !dropped.has(i)), type }] };
}
