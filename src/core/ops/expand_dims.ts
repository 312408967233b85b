/** Expand: a dimension of size 1 comes in. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { intField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';

const AXIS = intField('axis', 'Axis', 1, [-8, 7], { help: 'Where the new dimension stands in the output.' });

export const expandDims: OpSpec = defineOp({
  kind: 'expand_dims',
  label: 'Expand dims',
  group: 'shape',
  summary: 'Adds a dimension of size 1.',
  arity: { min: 1, max: 1 },
  fields: [AXIS],
  card: (settings) => `axis ${readNumber(settings, AXIS)}`,
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => {
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('EXPAND_DIMS', [emit.input(0), emit.integers('axis', [readNumber(settings, AXIS)], [])], [result], {});
    return [result];
  },
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const axis = readNumber(settings, AXIS);
  const place = axis < 0 ? axis + shape.length + 1 : axis;
  if (place < 0 || place > shape.length)
    return fail(`Expand dims has axis ${axis}, but the output of ${shapeText(shape)} has ${shape.length + 1} dimensions`);
  return { ok: true, value: [{ shape: shape.toSpliced(place, 0, 1), type }] };
}
