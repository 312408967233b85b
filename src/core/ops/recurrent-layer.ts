/** What LSTM and GRU share: units, shape rule, and handing out only the last step. */
import { fail, type Result } from '../base/result.ts';
import type { TensorType } from '../graph/tensor.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { boolField, intField } from './fields.ts';
import type { Emitter } from './op.ts';
import { readBool, readNumber, type Settings } from './settings.ts';
import { emitStridedSlice } from './strided_slice.ts';

export const UNITS = intField('units', 'Units', 16, [1, 65536]);
export const RETURN_SEQUENCES = boolField('returnSequences', 'Every step', false, {
  help: 'On: a value for every step of time. Off: only the last.',
});

export function recurrentType(label: string, settings: Settings, { shape, type }: TensorType): Result<readonly TensorType[]> {
  if (shape.length !== 3) return expectRank(label, 3, shape);
  if (type !== 'int8' && type !== 'int16' && type !== 'float32') return fail(`${label} expects int8, int16 or float32 values, got ${type}`);
  const units = readNumber(settings, UNITS);
  const heavy = kernelProblem([4, units, units + shape[2]!]);
  if (heavy !== undefined) return heavy;
  const result = readBool(settings, RETURN_SEQUENCES) ? [shape[0]!, shape[1]!, units] : [shape[0]!, units];
  return { ok: true, value: [{ shape: result, type }] };
}

/** One index of the time axis (1, or 0 when time comes first), that axis dropped; -1 is the last step. */
export function emitStep(emit: Emitter, sequence: number, step: number, axis: 0 | 1 = 1): number {
  const shape = emit.shapeOf(sequence);
  const others = 0b111 & ~(1 << axis);
  return emitStridedSlice(emit, sequence, shape.toSpliced(axis, 1), {
    begin: [0, 0, 0].with(axis, step),
    end: [0, 0, 0].with(axis, step + 1),
    strides: [1, 1, 1],
    beginMask: others,
    endMask: others,
    shrinkAxisMask: 1 << axis,
  });
}
