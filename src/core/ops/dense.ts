/** Fully connected layer. */
import type { Result } from '../base/result.ts';
import { elementCount, type Shape, type TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { BIAS, NO_TENSOR } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank, kernelProblem } from './expect.ts';
import { boolField, intField } from './fields.ts';
import type { Emitter, OpSpec, WeightSpec } from './op.ts';
import { readBool, readNumber, type Settings } from './settings.ts';
import { biasType, BIAS_TYPE, scaleCount, SCALES, weightType, WEIGHT_TYPE } from './weight-types.ts';

const UNITS = intField('units', 'Units', 10, [1, 1048576], { help: 'Values of the output.' });
const KEEP_DIMS = boolField('keepDims', 'Per position', false, {
  advanced: true,
  help: 'On: applied to the last dimension at every position. Off: the whole input is taken as one vector, no flatten needed.',
});

export const dense: OpSpec = defineOp({
  kind: 'dense',
  label: 'Dense',
  group: 'dense',
  summary: 'Connects every input value to every unit.',
  arity: { min: 1, max: 1 },
  fields: [UNITS, ACTIVATION, BIAS, KEEP_DIMS, WEIGHT_TYPE, BIAS_TYPE, SCALES],
  absorbs: { activation: true, batchNorm: true },
  card: (settings) => `${readNumber(settings, UNITS)}${activationCard(settings)}`,
  outputs,
  weights: (settings, [input]) => {
    const units = readNumber(settings, UNITS);
    const kernel: WeightSpec = { name: 'kernel', shape: kernelShape(settings, input!.shape, units), trainable: true };
    return readBool(settings, BIAS) ? [kernel, { name: 'bias', shape: [units], trainable: true }] : [kernel];
  },
  lower,
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length < 2) return expectRank('Dense', 2, shape);
  const units = readNumber(settings, UNITS);
  const heavy = kernelProblem(kernelShape(settings, shape, units));
  if (heavy !== undefined) return heavy;
  const result = readBool(settings, KEEP_DIMS) ? [...shape.slice(0, -1), units] : [shape[0]!, units];
  return { ok: true, value: [{ shape: result, type }] };
}

function kernelShape(settings: Settings, input: Shape, units: number): Shape {
  const size = readBool(settings, KEEP_DIMS) ? input[input.length - 1]! : elementCount(input) / input[0]!;
  return [units, size];
}

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const keepNumDims = readBool(settings, KEEP_DIMS);
  const input = keepNumDims ? emit.input(0) : emit.asIs(0);
  const inputType = emit.typeOf(input);
  const units = readNumber(settings, UNITS);
  const type = weightType(settings, inputType);
  const scales = scaleCount(settings, type, units, false);
  const kernel = emit.constant('kernel', kernelShape(settings, emit.shapeOf(input), units), type, scales);
  const hasBias = readBool(settings, BIAS) || emit.folded;
  const bias = hasBias ? emit.constant('bias', [units], biasType(settings, inputType), scales) : NO_TENSOR;
  const result = emit.activation('out', output!.shape, output!.type);
  emit.op('FULLY_CONNECTED', [input, kernel, bias], [result], { activation: fusedActivation(settings, emit), keepNumDims });
  return [emitActivation(settings, emit, result)];
}
