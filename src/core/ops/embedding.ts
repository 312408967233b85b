/** Embedding: a row of a table for each index. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type ElementType, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { kernelProblem } from './expect.ts';
import { choiceField, intField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, readText, type Settings } from './settings.ts';

const ROWS = intField('rows', 'Vocabulary', 1000, [1, 2 ** 24], { help: 'How many different indices there are.' });
const SIZE = intField('size', 'Vector size', 16, [1, 65536], { help: 'Values each index stands for.' });
const TYPE = choiceField(
  'type',
  'Type',
  { auto: 'Automatic', int8: 'int8', int16: 'int16', uint8: 'uint8', float32: 'float32' },
  { advanced: true, help: 'Automatic: as the quantisation of the design says.' },
);
const OPERATOR = choiceField('operator', 'Operator', { gather: 'GATHER', lookup: 'EMBEDDING_LOOKUP' }, { advanced: true });

export const embedding: OpSpec = defineOp({
  kind: 'embedding',
  label: 'Embedding',
  group: 'dense',
  summary: 'Looks up a learned vector for each index.',
  arity: { min: 1, max: 1 },
  fields: [ROWS, SIZE, TYPE, OPERATOR],
  card: (settings) => `${readNumber(settings, ROWS)} × ${readNumber(settings, SIZE)}`,
  outputs,
  weights: (settings) => [{ name: 'table', shape: tableShape(settings), trainable: true }],
  lower,
});

function tableShape(settings: Settings): readonly [number, number] {
  return [readNumber(settings, ROWS), readNumber(settings, SIZE)];
}

function outputs(settings: Settings, [input]: readonly TensorType[], auto: ElementType = 'int8'): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (type !== 'int32' && type !== 'int64')
    return fail(`Embedding expects indices of type int32, got ${type}; set the type of the input to int32`);
  const heavy = kernelProblem(tableShape(settings));
  if (heavy !== undefined) return heavy;
  if (shape.length !== 1 && readText(settings, OPERATOR) === 'lookup')
    return fail(`EMBEDDING_LOOKUP expects one dimension, got ${shapeText(shape)}; the operator GATHER takes any`);
  const choice = readText(settings, TYPE);
  const element = choice === 'auto' ? auto : (choice as ElementType);
  return { ok: true, value: [{ shape: [...shape, readNumber(settings, SIZE)], type: element }] };
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { shape, type } = output!;
  const indices = emit.input(0);
  const table = emit.constant('table', tableShape(settings), type);
  const result = emit.activation('out', shape, type);
  if (readText(settings, OPERATOR) === 'gather') emit.op('GATHER', [table, indices], [result], { axis: 0, batchDims: 0 });
  else emit.op('EMBEDDING_LOOKUP', [indices, table], [result], {});
  return [result];
}
