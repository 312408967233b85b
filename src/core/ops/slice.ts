/** Slice: a box cut out of the input. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { intsField, readInts } from './fields.ts';
import type { OpSpec } from './op.ts';

const BEGIN = intsField('begin', 'Begin', [0, 0, 0, 0], [0, 2 ** 31], { help: 'First index in each dimension, the batch first.' });
const SIZE = intsField('size', 'Size', [-1, -1, -1, -1], [-1, 2 ** 31], { help: 'How many in each dimension; −1 is the rest.' });

export const slice: OpSpec = defineOp({
  kind: 'slice',
  label: 'Slice',
  group: 'shape',
  summary: 'Cuts a box out of the input.',
  arity: { min: 1, max: 1 },
  fields: [BEGIN, SIZE],
  card: (params) => `${readInts(params, BEGIN).join(' ')} + ${readInts(params, SIZE).join(' ')}`,
  outputs,
  weights: () => [],
  lower: (params, emit, [output]) => {
    const inputs = [emit.input(0), emit.integers('begin', readInts(params, BEGIN)), emit.integers('size', readInts(params, SIZE))];
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('SLICE', inputs, [result], {});
    return [result];
  },
});

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const begin = readInts(params, BEGIN);
  const size = readInts(params, SIZE);
  if (begin.length !== shape.length || size.length !== shape.length)
    return fail(`Slice expects ${shape.length} begins and sizes for ${shapeText(shape)}, got ${begin.length} and ${size.length}`);
  const cut = shape.map((whole, i) => (size[i] === -1 ? whole - begin[i]! : size[i]!));
  const bad = shape.findIndex((whole, i) => cut[i]! < 1 || begin[i]! + cut[i]! > whole);
  if (bad >= 0) return fail(`Slice takes ${cut[bad]} from index ${begin[bad]} of dimension ${bad}, which has ${shape[bad]}`);
  return { ok: true, value: [{ shape: cut, type }] };
}
