/**
 * GRU with the reset gate applied after the recurrent product, as Keras builds it by default.
 *
 * TFLM has no kernel for it, so it is deployed as its unrolled steps in ordinary operators, starting from a zero state: for each step,
 * with the gates update z, reset r and candidate c side by side,
 *   a = x W + b,  d = h U + b',  z = sigmoid(a_z + d_z),  r = sigmoid(a_r + d_r),  c = tanh(a_c + r d_c),  h = z h + (1 - z) c.
 * In the first step h is zero and d the bias alone, so they are constants. Beyond MAX_UNROLLED_STEPS it becomes one custom operator, which
 * no runtime here runs and the support table flags.
 */
import type { Result } from '../base/result.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import type { Emitter, OpSpec } from './op.ts';
import { emitStep, recurrentType, RETURN_SEQUENCES, UNITS } from './recurrent-layer.ts';
import { readBool, readNumber, type Settings } from './settings.ts';
import { biasType, weightType } from './weight-types.ts';

/** About 16 operators a step: 64 steps are a thousand operators. */
export const MAX_UNROLLED_STEPS = 64;
/** The schema's number of a custom operator. */
const CUSTOM = 32;

export const gru: OpSpec = defineOp({
  kind: 'gru',
  label: 'GRU',
  group: 'recurrent',
  summary: 'Remembers over time with two gates; TFLM has no kernel for it, so its steps run one by one as ordinary operators.',
  arity: { min: 1, max: 1 },
  fields: [UNITS, RETURN_SEQUENCES],
  card: (settings) => `${readNumber(settings, UNITS)}${readBool(settings, RETURN_SEQUENCES) ? ' · every step' : ''}`,
  outputs: (settings, [input]): Result<readonly TensorType[]> => recurrentType('GRU', settings, input!),
  weights: (settings, [input]) => {
    const units = readNumber(settings, UNITS);
    return [
      { name: 'kernel', shape: [3 * units, input!.shape[2]!], trainable: true },
      { name: 'recurrent', shape: [3 * units, units], trainable: true },
      { name: 'bias', shape: [2, 3 * units], trainable: true },
    ];
  },
  lower,
});

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.input(0);
  const steps = emit.shapeOf(input)[1]!;
  if (steps > MAX_UNROLLED_STEPS) return [emitCustom(settings, emit, input, output!)];
  const cell = makeCell(settings, emit, input);
  const states: number[] = [];
  for (let step = 0; step < steps; step++) states.push(emitCell(emit, cell, emitStep(emit, input, step), states.at(-1)));
  return [readBool(settings, RETURN_SEQUENCES) ? emitSequence(emit, states, output!) : states.at(-1)!];
}

/** Constants that all steps share. */
interface Cell {
  readonly batch: number;
  readonly units: number;
  readonly type: ElementType;
  readonly kernel: number;
  readonly bias: number;
  readonly recurrent: number;
  readonly recurrentBias: number;
  readonly one: number;
  /** What d is in the first step, gate by gate. */
  readonly firstGates: readonly number[];
}

function makeCell(settings: Settings, emit: Emitter, input: number): Cell {
  const [batch, , channels] = emit.shapeOf(input) as readonly [number, number, number];
  const type = emit.typeOf(input);
  const units = readNumber(settings, UNITS);
  const weights = weightType(settings, type);
  const scales = type === 'float32' ? 0 : 1;
  return {
    batch,
    units,
    type,
    kernel: emit.constant('kernel', [3 * units, channels], weights),
    bias: emit.constant('bias', [3 * units], biasType(settings, type), scales),
    recurrent: emit.constant('recurrent', [3 * units, units], weights),
    recurrentBias: emit.constant('recurrent_bias', [3 * units], biasType(settings, type), scales),
    one: emit.constant('one', [1], type),
    firstGates: ['update', 'reset', 'candidate'].map((gate) => emit.constant(`first_${gate}`, [batch, units], type)),
  };
}

/** One step: the new state from a step of the input and the state before, which the first step does not have. */
function emitCell(emit: Emitter, cell: Cell, step: number, before: number | undefined): number {
  const a = emitGates(emit, cell, step, cell.kernel, cell.bias);
  const d = before === undefined ? cell.firstGates : emitGates(emit, cell, before, cell.recurrent, cell.recurrentBias);
  const update = emitUnary(emit, cell, 'LOGISTIC', emitPair(emit, cell, 'ADD', a[0]!, d[0]!));
  const reset = emitUnary(emit, cell, 'LOGISTIC', emitPair(emit, cell, 'ADD', a[1]!, d[1]!));
  const candidate = emitUnary(emit, cell, 'TANH', emitPair(emit, cell, 'ADD', a[2]!, emitPair(emit, cell, 'MUL', reset, d[2]!)));
  const fresh = emitPair(emit, cell, 'MUL', emitPair(emit, cell, 'SUB', cell.one, update), candidate);
  return before === undefined ? fresh : emitPair(emit, cell, 'ADD', emitPair(emit, cell, 'MUL', update, before), fresh);
}

/** A dense layer for the three gates at once, split into them. */
function emitGates(emit: Emitter, cell: Cell, input: number, kernel: number, bias: number): readonly number[] {
  const gates = emit.activation('gates', [cell.batch, 3 * cell.units], cell.type);
  emit.op('FULLY_CONNECTED', [input, kernel, bias], [gates], { activation: 'NONE', keepNumDims: false });
  const parts = [0, 1, 2].map((i) => emit.activation(`gate${i}`, [cell.batch, cell.units], cell.type));
  emit.op('SPLIT', [emit.integers('axis', [1], []), gates], [...parts], { numSplits: 3 });
  return parts;
}

function emitPair(emit: Emitter, cell: Cell, code: 'ADD' | 'SUB' | 'MUL', a: number, b: number): number {
  const output = emit.activation('step', [cell.batch, cell.units], cell.type);
  emit.op(code, [a, b], [output], { activation: 'NONE' });
  return output;
}

function emitUnary(emit: Emitter, cell: Cell, code: 'LOGISTIC' | 'TANH', input: number): number {
  const output = emit.activation('step', [cell.batch, cell.units], cell.type);
  emit.op(code, [input], [output], {});
  return output;
}

/** The states of all steps as one sequence. */
function emitSequence(emit: Emitter, states: readonly number[], { shape, type }: TensorType): number {
  const [batch, , units] = shape as readonly [number, number, number];
  const rows = states.map((state) => {
    const row = emit.activation('row', [batch, 1, units], type);
    emit.op('RESHAPE', [state, emit.integers('shape', [batch, 1, units])], [row], { newShape: [batch, 1, units] });
    return row;
  });
  const sequence = emit.activation('sequence', shape, type);
  emit.op('CONCATENATION', rows, [sequence], { axis: 1, activation: 'NONE' });
  return sequence;
}

function emitCustom(settings: Settings, emit: Emitter, input: number, output: TensorType): number {
  const { kernel, recurrent, bias, recurrentBias } = makeCell(settings, emit, input);
  const result = emit.activation('out', output.shape, output.type);
  emit.op('OPAQUE', [input, kernel, recurrent, bias, recurrentBias], [result], { builtin: CUSTOM, name: 'GRU', version: 1 });
  return result;
}
