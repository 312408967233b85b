import { describe, expect, it } from 'vitest';
import { expectedOf, exportedOnnx, fed, inputsOf, onnxDistance } from '../../../testing/onnx-distance.ts';
import { quantizedNetwork } from '../../../testing/quantized-network.ts';
import { largestDifference } from '../../../testing/run-float.ts';
import { openedOnnx, runImported } from '../../../testing/run-onnx.ts';
import { createRandom } from '../../base/random.ts';
import { floatModel, type FloatModel } from '../../document/float-model.ts';
import { randomWeights } from '../../document/random-weights.ts';
import type { DeployedOp } from '../../graph/deployed.ts';
import { dsCnn } from '../../samples/ds-cnn.ts';
import { resNet8 } from '../../samples/resnet-8.ts';
import { exportOnnx } from './export.ts';
import { readOnnx } from './read-model.ts';

const hasSvdf = ({ graph }: FloatModel): boolean => graph.ops.some(({ code }) => code === 'SVDF');

const NETWORKS = Array.from({ length: 100 }, (_, seed) => quantizedNetwork(seed, 'int8').model).filter((model) => !hasSvdf(model));

describe('a float32 network written as ONNX', () => {
  it('gives in ONNX Runtime what it gives here, over networks of every operation', { timeout: 60_000 }, async () => {
    expect(NETWORKS.length).toBeGreaterThan(90);
    for (const { real } of NETWORKS) expect(await onnxDistance(real)).toBeLessThan(1e-4);
  });

  it('opens again here, whole, and gives the same', () => {
    for (const { real } of NETWORKS) {
      const written = exportedOnnx(real);
      const inputs = inputsOf(real);
      const imported = openedOnnx(written.bytes);
      expect(imported.notes).toEqual([]);
      const samples = fed(real, inputs, written).map((values, i) => ({
        shape: written.inputOrders[i]!.map((axis) => real.graph.tensors[real.graph.inputs[i]!]!.shape[axis]!),
        values: Array.from(values, Number),
      }));
      const expected = expectedOf(real, inputs, written);
      const given = runImported(imported, samples);
      expected.forEach((values, i) => expect(largestDifference(values, given[i]!)).toBeLessThan(1e-4));
    }
  });

  it.each([
    ['DS-CNN', dsCnn],
    ['ResNet-8', resNet8],
  ])('needs no transpose in %s: images stay channels first, and the classifier reads them as they lie', (_, sample) => {
    const { graph } = sample.design();
    const model = floatModel(graph, randomWeights(createRandom(1), graph));
    if (!model.ok) throw new Error(model.error.message);
    const written = exportedOnnx(model.value);
    const read = readOnnx(written.bytes, 'net.onnx');
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.nodes.filter(({ op }) => op === 'Transpose')).toEqual([]);
    expect(read.value.opset).toBe(13);
    expect(written.inputOrders).toEqual([[0, 3, 1, 2]]);
    expect(written.notes).toEqual(['Images come and go channels first (NCHW), as ONNX has them.']);
  });

  it('names the operator that ONNX has not', () => {
    const model = Array.from({ length: 100 }, (_, seed) => quantizedNetwork(seed, 'int8').model).find(hasSvdf)!;
    const written = exportOnnx('net', model.graph, model.data);
    expect(written).toMatchObject({ ok: false, error: { where: expect.stringMatching(/^operator \d+ \(SVDF\)$/) as string } });
  });
});

/** One operator of a network by itself, on inputs of its own. */
function alone({ graph, data }: FloatModel, op: DeployedOp): FloatModel {
  const inputs = [...new Set(op.inputs)].filter((index) => graph.tensors[index]?.role === 'activation');
  return { graph: { tensors: graph.tensors, ops: [op], inputs, outputs: op.outputs }, data };
}

/** TFLM's RELU6 keeps the integers of its input whatever the output's scale says; its LSTM feeds its own rounding back. */
const OTHERWISE: ReadonlySet<string> = new Set(['RELU6', 'UNIDIRECTIONAL_SEQUENCE_LSTM']);

describe('an int8 network written as ONNX', () => {
  it('gives each operator within one step of its scale in ONNX Runtime', { timeout: 60_000 }, async () => {
    const worst = new Map<string, number>();
    for (const model of NETWORKS.slice(0, 60)) {
      for (const op of model.graph.ops.filter(({ code }) => !OTHERWISE.has(code))) {
        const steps = await onnxDistance(alone(model, op));
        worst.set(op.code, Math.max(worst.get(op.code) ?? 0, steps));
      }
    }
    console.log(`steps between ONNX Runtime and TFLM's arithmetic: ${[...worst].map(([code, steps]) => `${code} ${steps}`).join(', ')}`);
    expect([...worst].filter(([, steps]) => steps > 1)).toEqual([]);
  });
});
