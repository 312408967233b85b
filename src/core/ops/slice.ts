/** Slice: a box cut out of the input. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { intsField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readInts, type Settings } from './settings.ts';

const BEGIN = intsField('begin', 'Begin', [0], [0, 2 ** 31], { help: 'First index in each dimension, the batch first; 0 where left out.' });
const SIZE = intsField('size', 'Size', [-1], [-1, 2 ** 31], { help: 'How many in each dimension; −1, or left out, is the rest.' });

export const slice: OpSpec = defineOp({
  kind: 'slice',
  label: 'Slice',
  group: 'shape',
  summary: 'Cuts a box out of the input.',
  arity: { min: 1, max: 1 },
  fields: [BEGIN, SIZE],
  card: (settings) => `${readInts(settings, BEGIN).join(' ')} + ${readInts(settings, SIZE).join(' ')}`,
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => {
    const rank = emit.rankOf(0);
    const begin = emit.integers('begin', filled(readInts(settings, BEGIN), rank, 0));
    const size = emit.integers('size', filled(readInts(settings, SIZE), rank, -1));
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('SLICE', [emit.input(0), begin, size], [result], {});
    return [result];
  },
});

function filled(list: readonly number[], rank: number, rest: number): readonly number[] {
  return Array.from({ length: rank }, (_, i) => list[i] ?? rest);
}

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const begin = readInts(settings, BEGIN);
  const size = readInts(settings, SIZE);
  if (begin.length > shape.length || size.length > shape.length)
    return fail(`Slice expects at most ${shape.length} begins and sizes for ${shapeText(shape)}, got ${begin.length} and ${size.length}`);
  const first = filled(begin, shape.length, 0);
  const cut = filled(size, shape.length, -1).map((count, i) => (count === -1 ? shape[i]! - first[i]! : count));
  const bad = shape.findIndex((whole, i) => cut[i]! < 1 || first[i]! + cut[i]! > whole);
  if (bad >= 0) return fail(`Slice takes ${cut[bad]} from index ${first[bad]} of dimension ${bad}, which has ${shape[bad]}`);
  return { ok: true, value: [{ shape: cut, type }] };
}
