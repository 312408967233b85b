/** Strided slice, with the masks of the TensorFlow operator. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { intField, intsField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readInts, readNumber, type Settings } from './settings.ts';

const LIMIT = 2 ** 31 - 1;
const BEGIN = intsField('begin', 'Begin', [0], [-LIMIT, LIMIT], {
  help: 'First index in each dimension; negative counts from the end.',
});
const END = intsField('end', 'End', [1], [-LIMIT, LIMIT], { help: 'First index not taken.' });
const STRIDES = intsField('strides', 'Strides', [], [-65536, 65536], { help: '1 where left out.' });
const BEGIN_MASK = intField('beginMask', 'From the start', 0, [0, 255], {
  advanced: true,
  help: 'A bit for each dimension whose begin is ignored.',
});
const END_MASK = intField('endMask', 'To the end', 0, [0, 255], { advanced: true, help: 'A bit for each dimension whose end is ignored.' });
const SHRINK_MASK = intField('shrinkAxisMask', 'Drop', 0, [0, 255], {
  advanced: true,
  help: 'A bit for each dimension of which one index is taken and that is dropped.',
});

export const stridedSlice: OpSpec = defineOp({
  kind: 'strided_slice',
  label: 'Strided slice',
  group: 'shape',
  summary: 'Takes every n-th value of a range in each dimension.',
  arity: { min: 1, max: 1 },
  fields: [BEGIN, END, STRIDES, BEGIN_MASK, END_MASK, SHRINK_MASK],
  card: (settings) => `${readInts(settings, BEGIN).join(' ')} … ${readInts(settings, END).join(' ')}`,
  outputs,
  weights: () => [],
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  const begin = readInts(settings, BEGIN);
  const end = readInts(settings, END);
  const strides = readInts(settings, STRIDES);
  const count = begin.length;
  if (count > shape.length || end.length !== count || strides.length > count)
    return fail(
      `Strided slice expects at most ${shape.length} begins, ends and strides for ${shapeText(shape)}, got ${count}, ${end.length} and ${strides.length}`,
    );
  const kept: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    const taken = i < count ? takenOf(settings, i, shape[i]!) : shape[i]!;
    if (typeof taken === 'string') return fail(taken);
    if (i >= count || !hasBit(readNumber(settings, SHRINK_MASK), i)) kept.push(taken);
  }
  return { ok: true, value: [{ shape: kept, type }] };
}

/** How many indices of dimension `i` are taken, or what is wrong. */
function takenOf(settings: Settings, i: number, size: number): number | string {
  const stride = readInts(settings, STRIDES)[i] ?? 1;
  const begin = readInts(settings, BEGIN)[i]!;
  if (stride === 0) return `Strided slice has stride 0 in dimension ${i}`;
  if (hasBit(readNumber(settings, SHRINK_MASK), i)) {
    return begin >= -size && begin < size ? 1 : `Strided slice takes index ${begin} of dimension ${i}, which has ${size}`;
  }
  const first = hasBit(readNumber(settings, BEGIN_MASK), i) ? (stride > 0 ? 0 : size - 1) : clamp(begin, size, stride);
  const past = hasBit(readNumber(settings, END_MASK), i) ? (stride > 0 ? size : -1) : clamp(readInts(settings, END)[i]!, size, stride);
  const taken = Math.ceil((past - first) / stride);
  return taken >= 1 ? taken : `Strided slice takes nothing of dimension ${i}, which has ${size}`;
}

/** An index counted from the front and kept where a walk with this stride can stand. */
function clamp(index: number, size: number, stride: number): number {
  const fromFront = index < 0 ? index + size : index;
  return stride > 0 ? Math.min(Math.max(fromFront, 0), size) : Math.min(Math.max(fromFront, -1), size - 1);
}

function hasBit(mask: number, bit: number): boolean {
  return ((mask >> bit) & 1) === 1;
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const begin = readInts(settings, BEGIN);
  const strides = readInts(settings, STRIDES);
  const result = emitStridedSlice(emit, emit.input(0), output!.shape, {
    begin,
    end: readInts(settings, END),
    strides: begin.map((_, i) => strides[i] ?? 1),
    beginMask: readNumber(settings, BEGIN_MASK),
    endMask: readNumber(settings, END_MASK),
    shrinkAxisMask: readNumber(settings, SHRINK_MASK),
  });
  return [result];
}

interface Cut {
  readonly begin: readonly number[];
  readonly end: readonly number[];
  readonly strides: readonly number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly shrinkAxisMask: number;
}

export function emitStridedSlice(emit: Emitter, input: number, shape: Shape, cut: Cut): number {
  const { beginMask, endMask, shrinkAxisMask } = cut;
  const constants = [emit.integers('begin', cut.begin), emit.integers('end', cut.end), emit.integers('strides', cut.strides)];
  const result = emit.activation('out', shape, emit.typeOf(input));
  emit.op('STRIDED_SLICE', [input, ...constants], [result], { beginMask, endMask, shrinkAxisMask, ellipsisMask: 0, newAxisMask: 0 });
  return result;
}
