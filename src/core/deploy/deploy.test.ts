import { describe, expect, it } from 'vitest';
import { quantizedNetwork } from '../../testing/quantized-network.ts';
import { createRandom } from '../base/random.ts';
import { newDesign } from '../document/new-design.ts';
import { randomWeights } from '../document/random-weights.ts';
import type { Design } from '../document/design.ts';
import { setParam } from '../graph/edits.ts';
import { openTflite } from '../formats/open-tflite.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import { bytesOf } from '../quant/elements.ts';
import { createInputGenerator } from '../quant/generated-inputs.ts';
import { createInterpreter } from '../quant/interpreter.ts';
import { resNet8 } from '../samples/resnet-8.ts';
import { deploy, type DeployOptions } from './deploy.ts';
import { MADE_SAMPLES, RANDOM_WEIGHTS } from './model-of.ts';
import { tfliteWeights } from './tflite-weights.ts';

const OPTIONS: DeployOptions = { method: { kind: 'minmax' }, fixAddresses: false };

function opened(bytes: Uint8Array): { design: Design; file: TfliteFile } {
  const open = openTflite(bytes, 'net.tflite', 'ab'.repeat(32));
  if (!open.ok) throw new Error(open.error.message);
  return open.value;
}

function fileOf(seed: number): Uint8Array {
  const { model } = quantizedNetwork(seed, 'int8');
  const written = writeTflite(model.graph, model.data);
  if (!written.ok) throw new Error(written.error.message);
  return written.value;
}

/** Outputs of a file on inputs made from a seed, by name, whatever order its operators and tensors stand in. */
function outputsOf(bytes: Uint8Array): number[][] {
  const file = readTflite(bytes, 'net.tflite');
  if (!file.ok) throw new Error(file.error.message);
  const interpreter = createInterpreter(file.value);
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const inputs = createInputGenerator(5)(file.value.graph).map((each) => (each instanceof Int32Array ? each.fill(0) : each));
  const outputs = interpreter.value.run(inputs);
  if (!outputs.ok) throw new Error(outputs.error.message);
  return outputs.value.map((each) => [...bytesOf(each)]);
}

describe('a file that was opened and not edited', () => {
  it('is deployed byte for byte', () => {
    for (let seed = 0; seed < 10; seed++) {
      const bytes = fileOf(seed);
      const { design, file } = opened(bytes);
      const deployed = deploy(design, { file }, OPTIONS);
      expect(deployed.ok && deployed.value.file).toEqual(bytes);
    }
  });

  it('gives the same outputs in its best order and at fixed addresses', () => {
    for (let seed = 0; seed < 20; seed++) {
      const bytes = fileOf(seed);
      const { design, file } = opened(bytes);
      const deployed = deploy({ ...design, order: 'best' }, { file }, { ...OPTIONS, fixAddresses: true });
      if (!deployed.ok) throw new Error(deployed.error.message);
      expect(deployed.value.graph.offlineOffsets).toHaveLength(file.graph.tensors.length);
      expect(outputsOf(deployed.value.file)).toEqual(outputsOf(bytes));
    }
  });
});

describe('an opened file that was edited', () => {
  it('keeps the weights of the nodes that still fit them', () => {
    const { design, file } = opened(fileOf(3));
    const weights = tfliteWeights(file, 'net.tflite');
    if (!weights.ok) throw new Error(weights.error.message);
    const { origin: _, ...edited } = design;
    const deployed = deploy(edited, { weights: weights.value }, OPTIONS);
    if (!deployed.ok) throw new Error(`${deployed.error.where}: ${deployed.error.message}`);
    expect(deployed.value.notes).toEqual([MADE_SAMPLES]);
    expect(deployed.value.graph.ops.map(({ code }) => code)).toEqual(file.graph.ops.map(({ code }) => code));
  });
});

describe('a drawn design', () => {
  const design: Design = { ...newDesign('net'), graph: resNet8.design().graph };

  it('is deployed with random weights when it has none, which is said', () => {
    const deployed = deploy(design, {}, OPTIONS);
    expect(deployed.ok && deployed.value.notes).toEqual([RANDOM_WEIGHTS, MADE_SAMPLES]);
  });

  it('is deployed as float32 where it asks for that', () => {
    const deployed = deploy({ ...design, quantize: { scheme: 'float32', io: 'float32' } }, {}, OPTIONS);
    expect(deployed.ok && deployed.value.graph.tensors.every(({ type }) => type === 'float32' || type === 'int32')).toBe(true);
  });

  it('names the node whose weights do not fit after an edit', () => {
    const weights = randomWeights(createRandom(1), design.graph);
    const conv = design.graph.nodes.find(({ op }) => op === 'conv2d')!;
    const edited = { ...design, graph: setParam(design.graph, conv.id, 'kernelH', 5) };
    expect(deploy(edited, { weights }, OPTIONS)).toMatchObject({ ok: false, error: { where: `node ${conv.id}` } });
  });
});
