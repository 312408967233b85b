/** SVDF: a dense layer over time factored into a feature filter and a time filter, its state kept across runs. */
import { fail, type Result } from '../base/result.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, NO_TENSOR } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { choiceField, intField } from './fields.ts';
import type { Emitter, OpSpec, WeightSpec } from './op.ts';
import { readBool, readNumber, readText, type Settings } from './settings.ts';
import { weightType, WEIGHT_TYPE } from './weight-types.ts';

const UNITS = intField('units', 'Units', 16, [1, 65536]);
const RANK = intField('rank', 'Rank', 1, [1, 64], { help: 'Filters a unit sums.' });
const MEMORY = intField('memory', 'Memory', 8, [1, 65536], { help: 'Steps of time the layer looks back.' });
const STATE_TYPE = choiceField(
  'stateType',
  'State type',
  { auto: 'Automatic', int8: 'int8', int16: 'int16', float32: 'float32' },
  { advanced: true, help: 'Of the state and the time filter. Automatic: int16, or float32 in a float network.' },
);

export const svdf: OpSpec = defineOp({
  kind: 'svdf',
  label: 'SVDF',
  group: 'recurrent',
  summary: 'A streaming dense layer over the last steps of time, for keyword spotting; its state stays in memory between runs.',
  arity: { min: 1, max: 1 },
  fields: [UNITS, RANK, MEMORY, ACTIVATION, BIAS, WEIGHT_TYPE, STATE_TYPE],
  absorbs: { activation: true },
  card: (settings) => `${readNumber(settings, UNITS)} · memory ${readNumber(settings, MEMORY)}${activationCard(settings)}`,
  outputs,
  weights: (settings, [input]) => {
    const filters = filterCount(settings);
    const kernels: readonly WeightSpec[] = [
      { name: 'feature', shape: [filters, input!.shape[1]!], trainable: true },
      { name: 'time', shape: [filters, readNumber(settings, MEMORY)], trainable: true },
    ];
    return readBool(settings, BIAS) ? [...kernels, { name: 'bias', shape: [readNumber(settings, UNITS)], trainable: true }] : kernels;
  },
  lower,
});

function filterCount(settings: Settings): number {
  return readNumber(settings, UNITS) * readNumber(settings, RANK);
}

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 2) return expectRank('SVDF', 2, shape);
  if (type !== 'int8' && type !== 'float32') return fail(`SVDF expects int8 or float32 values, got ${type}`);
  const heavy = kernelProblem([filterCount(settings), shape[1]! + readNumber(settings, MEMORY)]);
  return heavy ?? { ok: true, value: [{ shape: [shape[0]!, readNumber(settings, UNITS)], type }] };
}

function stateType(settings: Settings, input: ElementType): ElementType {
  const choice = readText(settings, STATE_TYPE);
  if (choice !== 'auto') return choice as ElementType;
  return input === 'float32' ? 'float32' : 'int16';
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.asIs(0);
  const [batch, features] = emit.shapeOf(input) as readonly [number, number];
  const type = emit.typeOf(input);
  const filters = filterCount(settings);
  const memory = readNumber(settings, MEMORY);
  const state = stateType(settings, type);
  const feature = emit.constant('feature', [filters, features], weightType(settings, type));
  const time = emit.constant('time', [filters, memory], state);
  const isFloat = type === 'float32';
  const bias = readBool(settings, BIAS)
    ? emit.constant('bias', [output!.shape[1]!], isFloat ? 'float32' : 'int32', isFloat ? 0 : 1)
    : NO_TENSOR;
  const memoryTensor = emit.variable('state', [batch, filters * memory], state);
  const result = emit.activation('out', output!.shape, output!.type);
  const options = { rank: readNumber(settings, RANK), activation: fusedActivation(settings, emit), asymmetricQuantizeInputs: false };
  emit.op('SVDF', [input, feature, time, bias, memoryTensor], [result], options);
  return [emitActivation(settings, emit, result)];
}
