/** Split into equal parts. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { resolveAxis } from './expect.ts';
import { intField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';

const PARTS = intField('parts', 'Parts', 2, [1, 256]);
const AXIS = intField('axis', 'Axis', -1, [-8, 7], { help: '−1 is the last dimension: channels.' });

export const split: OpSpec = defineOp({
  kind: 'split',
  label: 'Split',
  group: 'shape',
  summary: 'Cuts a value into equal parts, each an output of its own.',
  arity: { min: 1, max: 1 },
  fields: [PARTS, AXIS],
  card: (settings) => `${readNumber(settings, PARTS)} parts`,
  outputs,
  weights: () => [],
  lower: (settings, emit, outputTypes) => {
    const axis = emit.integers('axis', [readNumber(settings, AXIS)], []);
    const parts = outputTypes.map(({ shape, type }, i) => emit.activation(`out${i + 1}`, shape, type));
    emit.op('SPLIT', [axis, emit.input(0)], [...parts], { numSplits: parts.length });
    return parts;
  },
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const parts = readNumber(settings, PARTS);
  const axis = resolveAxis('Split', readNumber(settings, AXIS), shape);
  if (!axis.ok) return axis;
  const size = shape[axis.value]!;
  if (size % parts !== 0) return fail(`Split into ${parts} expects dimension ${axis.value} divisible by ${parts}, got ${shapeText(shape)}`);
  const part = { shape: shape.with(axis.value, size / parts), type };
  return { ok: true, value: Array.from({ length: parts }, () => part) };
}
