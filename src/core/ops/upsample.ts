/** Upsampling by repeating or interpolating. */
import { fail, type Result } from '../base/result.ts';
import type { TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { expectRank } from './expect.ts';
import { boolField, choiceField, intField, intsField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readBool, readInts, readNumber, readText, type Settings } from './settings.ts';

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
  card: (settings) => `${sizeCard(settings)} · ${readText(settings, MODE)}`,
  outputs,
  weights: () => [],
  lower,
});

function sizeCard(settings: Settings): string {
  const size = readInts(settings, SIZE);
  return size.length > 0 ? `to ${size.join('×')}` : `×${readNumber(settings, FACTOR_H)}×${readNumber(settings, FACTOR_W)}`;
}

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Upsample', 4, shape);
  const size = readInts(settings, SIZE);
  if (size.length !== 0 && size.length !== 2) return fail(`Upsample expects a height and a width as its size, got ${size.length} numbers`);
  const height = size[0] ?? shape[1]! * readNumber(settings, FACTOR_H);
  const width = size[1] ?? shape[2]! * readNumber(settings, FACTOR_W);
  return { ok: true, value: [{ shape: [shape[0]!, height, width, shape[3]!], type }] };
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const { shape, type } = output!;
  const size = emit.integers('size', shape.slice(1, 3));
  const result = emit.activation('out', shape, type);
  const code = readText(settings, MODE) === 'nearest' ? 'RESIZE_NEAREST_NEIGHBOR' : 'RESIZE_BILINEAR';
  emit.op(code, [emit.input(0), size], [result], { alignCorners: readBool(settings, ALIGN), halfPixelCenters: readBool(settings, HALF) });
  return [result];
}
