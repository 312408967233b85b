/** Upsampling by repeating or interpolating. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { expectRank } from './expect.ts';
import { boolField, choiceField, intField, intsField, readBool, readInts, readNumber, readText } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';

const FACTOR_H = intField('factorH', 'Factor down', 2, [1, 1024]);
const FACTOR_W = intField('factorW', 'Factor across', 2, [1, 1024]);
const MODE = choiceField('mode', 'Between positions', { nearest: 'Nearest', bilinear: 'Bilinear' });
const SIZE = intsField('size', 'Size', [], [1, 65536], { advanced: true, help: 'Height and width, instead of factors.' });
const ALIGN = boolField('alignCorners', 'Align corners', false, { advanced: true });
const HALF = boolField('halfPixelCenters', 'Half-pixel centres', false, { advanced: true });

export const upsample: OpSpec = defineOp({
  kind: 'upsample',
  label: 'Upsample',
  group: 'shape',
  summary: 'Enlarges height and width, by repeating pixels or by interpolating between them.',
  arity: { min: 1, max: 1 },
  fields: [FACTOR_H, FACTOR_W, MODE, SIZE, ALIGN, HALF],
  card: (params) => `${sizeCard(params)} · ${readText(params, MODE)}`,
  outputs,
  weights: () => [],
  lower,
});

function sizeCard(params: Params): string {
  const size = readInts(params, SIZE);
  return size.length > 0 ? `to ${size.join('×')}` : `×${readNumber(params, FACTOR_H)}×${readNumber(params, FACTOR_W)}`;
}

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Upsample', 4, shape);
  const size = readInts(params, SIZE);
  if (size.length !== 0 && size.length !== 2) return fail(`Upsample expects a height and a width as its size, got ${size.length} numbers`);
  const height = size[0] ?? shape[1]! * readNumber(params, FACTOR_H);
  const width = size[1] ?? shape[2]! * readNumber(params, FACTOR_W);
  return { ok: true, value: [{ shape: [shape[0]!, height, width, shape[3]!], type }] };
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { shape, type } = output!;
  const size = emit.integers('size', shape.slice(1, 3));
  const result = emit.activation('out', shape, type);
  const code = readText(params, MODE) === 'nearest' ? 'RESIZE_NEAREST_NEIGHBOR' : 'RESIZE_BILINEAR';
  emit.op(code, [emit.input(0), size], [result], { alignCorners: readBool(params, ALIGN), halfPixelCenters: readBool(params, HALF) });
  return [result];
}
