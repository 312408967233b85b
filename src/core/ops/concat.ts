/** Concatenation along one dimension. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { ACTIVATION, emitActivation, fusedActivation } from './activation-param.ts';
import { alignedInputs } from './arithmetic.ts';
import { defineOp } from './define.ts';
import { resolveAxis, typesProblem } from './expect.ts';
import { type ChoiceField, intField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';

const AXIS = intField('axis', 'Axis', -1, [-8, 7], { help: '−1 is the last dimension: channels.' });
/** TFLM refuses a fused activation here, so a design has none; a file may. */
const FILE_ACTIVATION: ChoiceField = { ...ACTIVATION, advanced: true };

export const concat: OpSpec = defineOp({
  kind: 'concat',
  label: 'Concatenate',
  group: 'merge',
  summary: 'Puts values side by side, by default along the channels.',
  arity: { min: 1, max: undefined },
  fields: [AXIS, FILE_ACTIVATION],
  oneD: 'keeps',
  card: (settings) => (readNumber(settings, AXIS) === -1 ? '' : `axis ${readNumber(settings, AXIS)}`),
  outputs,
  weights: () => [],
  lower,
});

function outputs(settings: Settings, inputs: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = inputs[0]!;
  const mixed = typesProblem('Concatenate', inputs);
  if (mixed !== undefined) return mixed;
  const axis = resolveAxis('Concatenate', readNumber(settings, AXIS), shape);
  if (!axis.ok) return axis;
  const joined = [...shape];
  for (let i = 1; i < inputs.length; i++) {
    const other = inputs[i]!.shape;
    if (!matches(shape, other, axis.value)) return fail(mismatch(axis.value, inputs));
    joined[axis.value] = joined[axis.value]! + other[axis.value]!;
  }
  return { ok: true, value: [{ shape: joined, type }] };
}

function matches(a: Shape, b: Shape, axis: number): boolean {
  return a.length === b.length && a.every((size, i) => i === axis || size === b[i]);
}

function mismatch(axis: number, inputs: readonly TensorType[]): string {
  return `Concatenate expects shapes equal but for dimension ${axis}, got ${inputs.map((input) => shapeText(input.shape)).join(' and ')}`;
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const tensors = alignedInputs(emit);
  const shapes = tensors.map((tensor) => emit.shapeOf(tensor));
  const raised = shapes[0]!.length > emit.rankOf(0);
  const given = readNumber(settings, AXIS);
  const axis = raised && given > 0 ? given + 1 : given;
  const place = axis < 0 ? axis + shapes[0]!.length : axis;
  const shape = shapes[0]!.with(
    place,
    shapes.reduce((sum, other) => sum + other[place]!, 0),
  );
  const result = emit.activation('out', shape, output!.type);
  emit.op('CONCATENATION', tensors, [result], { axis, activation: fusedActivation(settings, emit, false) });
  return [emitActivation(settings, emit, result, false)];
}
