import { describe, expect, it } from 'vitest';
import { quantizedNetwork } from '../../testing/quantized-network.ts';
import { newDesign } from '../document/new-design.ts';
import { openTflite } from '../formats/open-tflite.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import { createInputGenerator } from '../quant/generated-inputs.ts';
import { createInterpreter } from '../quant/interpreter.ts';
import { CLEAR_KERNELS } from '../quant/kernels/registry.ts';
import { leNet5 } from '../samples/lenet-5.ts';
import { createPairRunner, type PairRun, type RunInput } from './run-pair.ts';
import { deploy } from './deploy.ts';
import { sideBySide, type SideBySide } from './side-by-side.ts';
import { tfliteWeights } from './tflite-weights.ts';

const OPTIONS = { batch: undefined, method: { kind: 'minmax' }, kernels: CLEAR_KERNELS } as const;
const design = { ...newDesign('net'), graph: leNet5.design().graph };

function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function runOf(pair: SideBySide, input: RunInput): PairRun {
  return valueOf(
    valueOf(
      createPairRunner(
        pair,
        () => CLEAR_KERNELS,
        () => 0,
      ),
    ).run(input),
  );
}

/** The outputs of a network on the seed's input, as values. */
function outputsOf(pair: SideBySide, seed: number): number[][] {
  const { tensors } = runOf(pair, { kind: 'seed', seed });
  return pair.model.graph.outputs.map((index) => Array.from(tensors[index]!, Number));
}

describe('a design that runs beside itself in float32', () => {
  const pair = valueOf(sideBySide(design, {}, OPTIONS));

  it('names the node of every operator and pairs every activation', () => {
    const known = new Set(design.graph.nodes.map(({ id }) => id));
    expect(pair.model.graph.ops.every(({ node }) => node !== undefined && known.has(node))).toBe(true);
    expect(pair.model.graph.ops.flatMap(({ outputs }) => outputs).every((index) => pair.pairs[index]! >= 0)).toBe(true);
  });

  it('stays close to it on values within what it was calibrated on', () => {
    const count = pair.model.graph.tensors[pair.model.graph.inputs[0]!]!.shape.reduce((a, b) => a * b, 1);
    const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i));
    const { errors } = runOf(pair, { kind: 'values', values: [values] });
    expect(errors).toHaveLength(pair.model.graph.ops.length);
    expect(Math.min(...errors.map(({ signalToNoiseDb }) => signalToNoiseDb))).toBeGreaterThan(20);
  });

  it('says how many values an input takes', () => {
    const runner = valueOf(
      createPairRunner(
        pair,
        () => CLEAR_KERNELS,
        () => 0,
      ),
    );
    const answer = runner.run({ kind: 'values', values: [new Float32Array(3)] });
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^Input 1 takes \d+ values; 3 are given$/) } });
  });

  it('gives the same outputs as the file it is exported as, opened again', () => {
    const { file: bytes } = valueOf(deploy(design, {}, { method: { kind: 'minmax' }, fixAddresses: false }));
    const opened = valueOf(openTflite(bytes, 'net.tflite', 'ab'.repeat(32)));
    const again = valueOf(sideBySide(opened.design, { file: opened.file }, OPTIONS));
    expect(outputsOf(again, 7)).toEqual(outputsOf(pair, 7));
  });
});

describe('an opened .tflite that runs beside its weights in float32', () => {
  it('computes what the file computes, and is paired node by node', () => {
    const { model } = quantizedNetwork(4, 'int8', ['conv2d', 'dense', 'max_pool2d', 'add', 'flatten', 'relu']);
    const bytes = valueOf(writeTflite(model.graph, model.data));
    const opened = valueOf(openTflite(bytes, 'net.tflite', 'ab'.repeat(32)));
    const weights = valueOf(tfliteWeights(opened.file, 'net.tflite'));
    const pair = valueOf(sideBySide(opened.design, { file: opened.file, weights }, OPTIONS));
    const interpreter = valueOf(createInterpreter(model));
    const expected = valueOf(interpreter.run(createInputGenerator(5)(model.graph)));
    expect(outputsOf(pair, 5)).toEqual(expected.map((each) => Array.from(each, Number)));
    expect(pair.real).toBeDefined();
    const paired = pair.model.graph.ops.flatMap(({ outputs }) => outputs).filter((index) => pair.pairs[index]! >= 0);
    expect(paired.length).toBeGreaterThan(0);
    const { errors } = runOf(pair, { kind: 'seed', seed: 5 });
    expect(Math.min(...errors.map(({ signalToNoiseDb }) => signalToNoiseDb))).toBeGreaterThan(10);
  });
});
