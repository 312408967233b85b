import { describe, expect, it } from 'vitest';
import { quantizedNetwork } from '../../testing/quantized-network.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { createInterpreter } from '../quant/interpreter.ts';
import { CLEAR_KERNELS } from '../quant/kernels/registry.ts';
import { checkFile, checkSamples, type CheckFile } from './check-file.ts';

const KERNELS = { kernels: CLEAR_KERNELS, now: () => 0 };

function checkOf(seed: number, runs: number): CheckFile {
  const { model } = quantizedNetwork(seed, 'int8', ['conv2d', 'dense', 'relu', 'add']);
  const check = checkFile(model, checkSamples(model, runs, 7), KERNELS);
  if (!check.ok) throw new Error(check.error.message);
  return check.value;
}

describe('a file for another runtime to check', () => {
  it('takes and gives float32', () => {
    const { file, outputs } = checkOf(0, 1);
    const read = readTflite(file, 'check.tflite');
    if (!read.ok) throw new Error(read.error.message);
    const { inputs, outputs: ends, tensors } = read.value.graph;
    expect(new Set([...inputs, ...ends].map((index) => tensors[index]!.type))).toEqual(new Set(['float32']));
    expect(outputs).toHaveLength(ends.length);
  });

  it('comes with what the integers of the network say of each sample', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { model } = quantizedNetwork(seed, 'int8', ['conv2d', 'dense', 'relu', 'add']);
      const { samples, ours } = checkOf(seed, 3);
      const plain = createInterpreter(model);
      if (!plain.ok) throw new Error(plain.error.message);
      const { graph, run } = plain.value;
      const quantization = (index: number) => graph.tensors[index]!.quantization!;
      samples.forEach((sample, i) => {
        const integers = sample.map((values, at) => {
          if (values instanceof Int32Array) return values;
          const { scales, zeroPoints } = quantization(graph.inputs[at]!);
          return Int8Array.from(values, (value) => Math.round(value / scales[0]!) + zeroPoints[0]!);
        });
        const outputs = run(integers);
        if (!outputs.ok) throw new Error(outputs.error.message);
        outputs.value.forEach((integer, at) => {
          if (integer instanceof Int32Array) return;
          const { scales, zeroPoints } = quantization(graph.outputs[at]!);
          expect([...ours[i]![at]!]).toEqual(
            Array.from(integer as Int8Array, (q) => Math.fround(Math.fround(scales[0]!) * (q - zeroPoints[0]!))),
          );
        });
      });
    }
  });

  it('is not made of a network that keeps state', () => {
    const models = Array.from({ length: 10 }, (_, seed) => quantizedNetwork(seed, 'int8', ['lstm'], 1).model);
    const model = models.find(({ graph }) => graph.ops.length > 0)!;
    expect(checkFile(model, checkSamples(model, 1, 7), KERNELS)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('keeps state from run to run') as string },
    });
  });
});

describe('samples of a check', () => {
  it('reach every integer of an int8 input, and are the same for the same seed', () => {
    const { model } = quantizedNetwork(1, 'int8', ['conv2d']);
    const { graph } = model;
    const { scales, zeroPoints } = graph.tensors[graph.inputs[0]!]!.quantization!;
    const samples = checkSamples(model, 200, 1);
    const integers = new Set(samples.flatMap(([first]) => Array.from(first!, (value) => Math.round(value / scales[0]!) + zeroPoints[0]!)));
    expect(integers.size).toBe(256);
    expect([Math.min(...integers), Math.max(...integers)]).toEqual([-128, 127]);
    expect(checkSamples(model, 200, 1)).toEqual(samples);
    expect(checkSamples(model, 1, 2)).not.toEqual(samples.slice(0, 1));
  });
});
