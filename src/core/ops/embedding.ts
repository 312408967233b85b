/** Embedding: a row of a table for each index. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { kernelProblem } from './expect.ts';
import { choiceField, intField, readNumber, readText } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';

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
  card: (params) => `${readNumber(params, ROWS)} × ${readNumber(params, SIZE)}`,
  outputs,
  weights: (params) => [{ name: 'table', shape: tableShape(params), trainable: true }],
  lower,
});

function tableShape(params: Params): readonly [number, number] {
  return [readNumber(params, ROWS), readNumber(params, SIZE)];
}

function outputs(params: Params, [input]: readonly TensorType[], auto: ElementType = 'int8'): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (type !== 'int32' && type !== 'int64')
    return fail(`Embedding expects indices of type int32, got ${type}; set the type of the input to int32`);
  const heavy = kernelProblem(tableShape(params));
  if (heavy !== undefined) return heavy;
  const choice = readText(params, TYPE);
  const element = choice === 'auto' ? auto : (choice as ElementType);
  return { ok: true, value: [{ shape: [...shape, readNumber(params, SIZE)], type: element }] };
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { shape, type } = output!;
  const indices = emit.input(0);
  const table = emit.constant('table', tableShape(params), type);
  const result = emit.activation('out', shape, type);
  if (readText(params, OPERATOR) === 'gather') emit.op('GATHER', [table, indices], [result], { axis: 0, batchDims: 0 });
  else emit.op('EMBEDDING_LOOKUP', [indices, table], [result], {});
  return [result];
}
