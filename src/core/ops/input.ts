/** The network's input. */
import type { ElementType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { choiceField, intField, intsField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readInts, readNumber, readText, type Settings } from './settings.ts';

const SHAPE = intsField('shape', 'Shape', [32, 32, 3], [1, 2 ** 31], {
  help: 'Without the batch: height, width, channels of an image; time, channels of a signal; features of a vector.',
});
const TYPE = choiceField(
  'type',
  'Type',
  {
    auto: 'Automatic',
    int8: 'int8',
    uint8: 'uint8',
    int16: 'int16',
    int32: 'int32',
    int64: 'int64',
    float16: 'float16',
    float32: 'float32',
    bool: 'bool',
  },
  { help: 'Automatic: as the quantisation of the design says. Indices of an embedding are int32.' },
);
const BATCH = intField('batch', 'Batch', 1, [0, 65536], { advanced: true, help: '0: the shape is complete as it stands.' });

export const input: OpSpec = defineOp({
  kind: 'input',
  label: 'Input',
  group: 'input',
  summary: 'What the network is given: an image, a stretch of signal, a vector of features.',
  arity: { min: 0, max: 0 },
  fields: [SHAPE, TYPE, BATCH],
  card: (settings) => readInts(settings, SHAPE).join('×') + (readText(settings, TYPE) === 'auto' ? '' : ` · ${readText(settings, TYPE)}`),
  outputs: (settings, _inputs, auto = 'int8') => ({ ok: true, value: [{ shape: fullShape(settings), type: inputType(settings, auto) }] }),
  weights: () => [],
  lower: (settings, emit, [output]) => [emit.graphInput(output!, readText(settings, TYPE) === 'auto')],
});

function fullShape(settings: Settings): readonly number[] {
  const batch = readNumber(settings, BATCH);
  const shape = readInts(settings, SHAPE);
  return batch === 0 ? shape : [batch, ...shape];
}

function inputType(settings: Settings, auto: ElementType): ElementType {
  const choice = readText(settings, TYPE);
  return choice === 'auto' ? auto : (choice as ElementType);
}
