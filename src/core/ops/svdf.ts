/** SVDF: a dense layer over time factored into a feature filter and a time filter, its state kept across runs. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, NO_TENSOR } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { choiceField, intField, readBool, readNumber, readText } from './fields.ts';
import type { Emitter, OpSpec, WeightSpec } from './op.ts';
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
  card: (params) => `${readNumber(params, UNITS)} · memory ${readNumber(params, MEMORY)}${activationCard(params)}`,
  outputs,
  weights: (params, [input]) => {
    const filters = filterCount(params);
    const kernels: readonly WeightSpec[] = [
      { name: 'feature', shape: [filters, input!.shape[1]!], trainable: true },
      { name: 'time', shape: [filters, readNumber(params, MEMORY)], trainable: true },
    ];
    return readBool(params, BIAS) ? [...kernels, { name: 'bias', shape: [readNumber(params, UNITS)], trainable: true }] : kernels;
  },
  lower,
});

function filterCount(params: Params): number {
  return readNumber(params, UNITS) * readNumber(params, RANK);
}

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 2) return expectRank('SVDF', 2, shape);
  if (type !== 'int8' && type !== 'float32') return fail(`SVDF expects int8 or float32 values, got ${type}`);
  const heavy = kernelProblem([filterCount(params), shape[1]! + readNumber(params, MEMORY)]);
  return heavy ?? { ok: true, value: [{ shape: [shape[0]!, readNumber(params, UNITS)], type }] };
}

function stateType(params: Params, input: ElementType): ElementType {
  const choice = readText(params, STATE_TYPE);
  if (choice !== 'auto') return choice as ElementType;
  return input === 'float32' ? 'float32' : 'int16';
}

function lower(params: Params, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.asIs(0);
  const [batch, features] = emit.shapeOf(input) as readonly [number, number];
  const type = emit.typeOf(input);
  const filters = filterCount(params);
  const memory = readNumber(params, MEMORY);
  const state = stateType(params, type);
  const feature = emit.constant('feature', [filters, features], weightType(params, type));
  const time = emit.constant('time', [filters, memory], state);
  const isFloat = type === 'float32';
  const bias = readBool(params, BIAS)
    ? emit.constant('bias', [output!.shape[1]!], isFloat ? 'float32' : 'int32', isFloat ? 0 : 1)
    : NO_TENSOR;
  const memoryTensor = emit.variable('state', [batch, filters * memory], state);
  const result = emit.activation('out', output!.shape, output!.type);
  const options = { rank: readNumber(params, RANK), activation: fusedActivation(params, emit), asymmetricQuantizeInputs: false };
  emit.op('SVDF', [input, feature, time, bias, memoryTensor], [result], options);
  return [emitActivation(params, emit, result)];
}
