import { describe, expect, it } from 'vitest';
import { quantizedNetwork } from '../../../testing/quantized-network.ts';
import { randomWeights } from '../../document/random-weights.ts';
import { createRandom } from '../../base/random.ts';
import { createBuilder } from '../../graph/builder.ts';
import type { DeployedOp } from '../../graph/deployed.ts';
import { readTflite } from '../../formats/tflite/read.ts';
import { writeTflite } from '../../formats/tflite/write.ts';
import { bytesOf } from '../elements.ts';
import type { Elements } from '../elements.ts';
import { fnv1a } from '../fnv1a.ts';
import type { Interpreter } from '../interpreter.ts';
import { createInterpreter } from '../interpreter.ts';
import type { DeployedModel } from '../memory.ts';
import { quantizeDesign } from './quantize-design.ts';
import type { QuantizedModel } from './quantized-model.ts';

function open(model: DeployedModel, inputs: readonly Elements[]): Interpreter {
  const interpreter = createInterpreter(model);
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const done = interpreter.value.run(inputs);
  if (!done.ok) throw new Error(done.error.message);
  return interpreter.value;
}

/** Decibels by which the float network's outputs stand above the difference the int8 one makes. */
function signalToNoise(model: QuantizedModel, inputs: readonly Elements[]): number {
  const [real, integer] = [open(model.real, inputs), open(model, inputs)];
  let [signal, noise] = [0, 0];
  model.graph.outputs.forEach((index, i) => {
    const values = real.tensor(real.graph.outputs[i]!);
    const others = integer.tensor(index);
    values.forEach((value, at) => {
      signal += Number(value) ** 2;
      noise += (Number(value) - Number(others[at])) ** 2;
    });
  });
  return 10 * Math.log10(signal / noise);
}

function hashes({ graph, tensor }: Interpreter): string[] {
  return graph.ops.flatMap((op) => op.outputs.map((index) => fnv1a(bytesOf(tensor(index)))));
}

describe('post-training quantisation', () => {
  const networks = Array.from({ length: 60 }, (_, seed) => quantizedNetwork(seed));

  it('keeps random networks of every operation close to their float outputs', () => {
    const noisy = networks.flatMap(({ model, inputs }, seed) => (signalToNoise(model, inputs) > 15 ? [] : [seed]));
    expect(noisy).toEqual([]);
  });

  it('gives models that files hold: written and read, every tensor is the same', () => {
    for (const { model, inputs } of networks.slice(0, 20)) {
      const file = writeTflite(model.graph, model.data);
      if (!file.ok) throw new Error(file.error.message);
      const read = readTflite(file.value, 'model.tflite');
      if (!read.ok) throw new Error(read.error.message);
      expect(hashes(open(read.value, inputs))).toEqual(hashes(open(model, inputs)));
    }
  });

  it('names for each int8 tensor the float tensor of the same value', () => {
    const { model, inputs } = networks[3]!;
    const [real, integer] = [open(model.real, inputs), open(model, inputs)];
    for (const [index, pair] of model.pairs.entries()) {
      const { quantization, role } = model.graph.tensors[index]!;
      if (pair < 0 || quantization?.scales.length !== 1 || role !== 'activation') continue;
      const step = quantization.scales[0]!;
      const first = (Number(integer.tensor(index)[0]) - quantization.zeroPoints[0]!) * step;
      expect(Math.abs(first - Number(real.tensor(pair)[0]))).toBeLessThan(20 * step);
    }
  });
});

describe('the scales of a quantised design', () => {
  const samples = [[Float32Array.from({ length: 32 }, (_, i) => i / 16 - 1)]];

  /** A convolution and a sigmoid of the same image, side by side. */
  function branches(): QuantizedModel {
    const builder = createBuilder();
    const image = builder.add('input', { shape: [4, 4, 2] });
    const conv = builder.add('conv2d', { filters: 3, kernelH: 3, kernelW: 3 }, image);
    const sigmoid = builder.add('sigmoid', {}, image);
    builder.add('concat', {}, conv, sigmoid);
    const graph = builder.build();
    const model = quantizeDesign(graph, randomWeights(createRandom(1), graph), { samples }, { method: { kind: 'minmax' }, io: 'int8' });
    if (!model.ok) throw new Error(model.error.message);
    return model.value;
  }

  const model = branches();
  const scalesOf = (index: number): readonly number[] => model.graph.tensors[index]!.quantization!.scales;
  const find = (code: DeployedOp['code']): DeployedOp => model.graph.ops.find((op) => op.code === code)!;

  it('are one a channel for weights, around 0, and input times weights for biases', () => {
    const [input, weights, bias] = find('CONV_2D').inputs as [number, number, number];
    expect(scalesOf(weights)).toHaveLength(3);
    expect(model.graph.tensors[weights]!.quantization!.zeroPoints).toEqual([0, 0, 0]);
    expect(scalesOf(bias)).toEqual(scalesOf(weights).map((scale) => Math.fround(scale * scalesOf(input)[0]!)));
    expect(Math.max(...new Int8Array(model.data[weights]!.slice().buffer).map(Math.abs))).toBe(127);
  });

  it('meet at a join: what arithmetic fixes is requantised on the way, and comes last', () => {
    expect(model.graph.ops.map((op) => op.code)).toEqual(['CONV_2D', 'LOGISTIC', 'QUANTIZE', 'CONCATENATION']);
    expect(scalesOf(find('LOGISTIC').outputs[0]!)).toEqual([1 / 256]);
    const joined = find('CONCATENATION');
    expect(joined.inputs.map(scalesOf)).toEqual([scalesOf(joined.outputs[0]!), scalesOf(joined.outputs[0]!)]);
    expect(joined.inputs[1]).toBe(model.graph.tensors.length - 1);
  });

  it('need a batch, weights, and a design without conversions of its own', () => {
    const builder = createBuilder();
    const image = builder.add('input', { shape: [4, 4, 2] });
    builder.chain(image, ['flatten'], ['dense', { units: 2 }]);
    const graph = builder.build();
    const options = { method: { kind: 'minmax' }, io: 'int8' } as const;
    const weights = randomWeights(createRandom(1), graph);
    expect(quantizeDesign(graph, weights, { samples: [] }, options)).toMatchObject({
      error: { message: 'Calibration needs at least one sample' },
    });
    expect(quantizeDesign(graph, { ...weights, nodes: new Map() }, { samples }, options).ok).toBe(false);
    const other = createBuilder();
    other.chain(other.add('input', { shape: [4, 4, 2], type: 'float32' }), ['quantize']);
    expect(quantizeDesign(other.build(), weights, { samples }, options).ok).toBe(false);
  });
});
