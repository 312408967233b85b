/** A constant value of a file that no layer owns, e.g. the second operand of an Add. */
import type { ElementType } from '../graph/tensor.ts';
import { shapeText } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { choiceField, intsField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readInts, readText } from './settings.ts';

const SHAPE = intsField('shape', 'Shape', [1], [0, 2 ** 31], { help: 'All dimensions; empty for a single number.' });
const TYPE = choiceField('type', 'Type', {
  auto: 'Automatic',
  int4: 'int4',
  int8: 'int8',
  uint8: 'uint8',
  int16: 'int16',
  int32: 'int32',
  int64: 'int64',
  float16: 'float16',
  float32: 'float32',
  bool: 'bool',
});

export const constant: OpSpec = defineOp({
  kind: 'constant',
  label: 'Constant',
  group: 'other',
  summary: 'A value stored in flash, to add to or multiply with.',
  arity: { min: 0, max: 0 },
  fields: [SHAPE, TYPE],
  card: (settings) => shapeText(readInts(settings, SHAPE)),
  outputs: (settings, _inputs, auto = 'int8') => {
    const choice = readText(settings, TYPE);
    return { ok: true, value: [{ shape: readInts(settings, SHAPE), type: choice === 'auto' ? auto : (choice as ElementType) }] };
  },
  weights: (settings) => [{ name: 'value', shape: readInts(settings, SHAPE), trainable: true }],
  lower: (_settings, emit, [output]) => [emit.constant('value', output!.shape, output!.type)],
});
