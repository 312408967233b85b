/** LSTM, deployed as one UNIDIRECTIONAL_SEQUENCE_LSTM with its 24 inputs, two of them state kept across runs. */
import type { Result } from '../base/result.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { NO_TENSOR } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { boolField, floatField, intField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { emitStep, recurrentType, RETURN_SEQUENCES, UNITS } from './recurrent-layer.ts';
import { readBool, readNumber, type Settings } from './settings.ts';
import { biasType, BIAS_TYPE, weightType, WEIGHT_TYPE } from './weight-types.ts';

const TIME_MAJOR = boolField('timeMajor', 'Time first', false, { advanced: true, help: 'On: the input is time, batch, channels.' });
const CELL_CLIP = floatField('cellClip', 'Cell clip', 0, [0, 1000], { advanced: true, help: '0: the cell state is not clipped.' });
const INTERMEDIATES = intField('intermediates', 'Scratch tensors', 0, [0, 5], {
  advanced: true,
  help: 'How many tensors the file lists for intermediate scales.',
});
const GATES = ['input', 'forget', 'cell', 'output'] as const;

export const lstm: OpSpec = defineOp({
  kind: 'lstm',
  label: 'LSTM',
  group: 'recurrent',
  summary: 'Remembers over time with a gated cell; its state stays in memory between runs.',
  arity: { min: 1, max: 1 },
  fields: [UNITS, RETURN_SEQUENCES, TIME_MAJOR, CELL_CLIP, INTERMEDIATES, WEIGHT_TYPE, BIAS_TYPE],
  card: (settings) => `${readNumber(settings, UNITS)}${readBool(settings, RETURN_SEQUENCES) ? ' · every step' : ''}`,
  outputs,
  weights: (settings, [input]) => {
    const units = readNumber(settings, UNITS);
    return [
      { name: 'kernel', shape: [4 * units, input!.shape[2]!], trainable: true },
      { name: 'recurrent', shape: [4 * units, units], trainable: true },
      { name: 'bias', shape: [4 * units], trainable: true },
    ];
  },
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const result = recurrentType('LSTM', settings, input!);
  if (!result.ok || !readBool(settings, TIME_MAJOR) || readBool(settings, RETURN_SEQUENCES)) return result;
  return { ok: true, value: [{ shape: [input!.shape[1]!, readNumber(settings, UNITS)], type: input!.type }] };
}

function lower(settings: Settings, emit: Emitter): readonly number[] {
  const input = emit.input(0);
  const shape = emit.shapeOf(input);
  const type = emit.typeOf(input);
  const timeMajor = readBool(settings, TIME_MAJOR);
  const units = readNumber(settings, UNITS);
  const weights = gateWeights(settings, emit, shape[2]!, units, type);
  const batch = shape[timeMajor ? 1 : 0]!;
  const hidden = emit.variable('hidden', [batch, units], type);
  const cell = emit.variable('cell', [batch, units], type === 'float32' ? 'float32' : 'int16');
  const sequence = emit.activation('sequence', [shape[0]!, shape[1]!, units], type);
  const options = {
    activation: 'TANH',
    cellClip: readNumber(settings, CELL_CLIP),
    projClip: 0,
    timeMajor,
    asymmetricQuantizeInputs: false,
  } as const;
  const inputs = [input, ...weights, NO_TENSOR, NO_TENSOR, hidden, cell, NO_TENSOR, NO_TENSOR, NO_TENSOR, NO_TENSOR];
  emit.op('UNIDIRECTIONAL_SEQUENCE_LSTM', inputs, [sequence], options, intermediates(settings, emit));
  return [readBool(settings, RETURN_SEQUENCES) ? sequence : emitStep(emit, sequence, -1, timeMajor ? 0 : 1)];
}

/** Inputs 1 to 15: four input kernels, four recurrent ones, no peepholes, four biases; gate by gate. */
function gateWeights(settings: Settings, emit: Emitter, channels: number, units: number, type: ElementType): readonly number[] {
  const weights = weightType(settings, type);
  const bias = biasType(settings, type);
  const scales = type === 'float32' ? 0 : 1;
  const kernels = GATES.map((gate) => emit.constant(`${gate}_kernel`, [units, channels], weights));
  const recurrent = GATES.map((gate) => emit.constant(`${gate}_recurrent`, [units, units], weights));
  const biases = GATES.map((gate) => emit.constant(`${gate}_bias`, [units], bias, scales));
  return [...kernels, ...recurrent, NO_TENSOR, NO_TENSOR, NO_TENSOR, ...biases];
}

/** Tensors that carry only the scales of intermediate results; they hold no bytes. */
function intermediates(settings: Settings, emit: Emitter): readonly number[] | undefined {
  const count = readNumber(settings, INTERMEDIATES);
  if (count === 0) return undefined;
  return Array.from({ length: count }, (_, i) => emit.activation(`scale${i}`, [0], i === 4 ? 'int8' : 'int16'));
}
