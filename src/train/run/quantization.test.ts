import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { randomWeights } from '../../core/document/random-weights.ts';
import { createBuilder } from '../../core/graph/builder.ts';
import type { Graph, Params } from '../../core/graph/graph.ts';
import type { OpKind } from '../../core/ops/registry.ts';
import { createInterpreter } from '../../core/quant/interpreter.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import type { QuantizedModel } from '../../core/quant/post-training/quantized-model.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { createNetwork, type Network } from '../model/network.ts';
import { createQuantization, type Quantization } from './quantization.ts';

beforeAll(openCpuAndWasm);

const SAMPLES = 24;

interface Case {
  readonly kind: OpKind;
  readonly params: Params;
  /** Frames of a sample, then their shape. */
  readonly shape: readonly number[];
}

const CASES: readonly Case[] = [
  { kind: 'lstm', params: { units: 8 }, shape: [12, 5] },
  { kind: 'lstm', params: { units: 6, returnSequences: true, cellClip: 0.5 }, shape: [9, 4] },
  { kind: 'gru', params: { units: 6 }, shape: [7, 4] },
  { kind: 'svdf', params: { units: 6, rank: 2, memory: 5 }, shape: [9, 8] },
  { kind: 'svdf', params: { units: 6, memory: 12, activation: 'relu', bias: false }, shape: [9, 8] },
];

const framesOf = ({ kind, shape }: Case): number => (kind === 'svdf' ? shape[0]! : 1);

function graphOf(each: Case): Graph {
  const net = createBuilder<OpKind>();
  const shape = each.kind === 'svdf' ? each.shape.slice(1) : each.shape;
  net.add('dense', { units: 4 }, net.add(each.kind, each.params, net.add('input', { shape: [...shape] })));
  return net.build();
}

const weightsOf = (graph: Graph): ReturnType<typeof randomWeights> => randomWeights(createRandom(2), graph);

function samplesOf({ shape }: Case): readonly Float32Array[] {
  const random = createRandom(5);
  const size = shape.reduce((product, side) => product * side, 1);
  return Array.from({ length: SAMPLES }, () => Float32Array.from({ length: size }, () => 4 * random.next() - 2));
}

/** The network's outputs as training sees them once its values are rounded. */
async function rounded(each: Case, network: Network, quantization: Quantization): Promise<readonly number[]> {
  const input = tf.tensor(
    samplesOf(each).flatMap((sample) => [...sample]),
    [SAMPLES, ...each.shape],
  );
  const run = { mode: 'folded', kernel: (kernel: tf.Tensor) => kernel, random: () => 1 } as const;
  const seen = quantization.seen();
  network.forward([input], run, quantization.observe(seen));
  quantization.cover(await seen.settled());
  const { kernel, grid } = quantization;
  return [...network.forward([input], { ...run, kernel, grid }, quantization.round())[network.graph.outputs[0]!]!.dataSync()];
}

/** The same from the integer interpreter, in steps of its output's scale, and the scale. */
function onChip(each: Case, { graph, data }: QuantizedModel): { readonly outputs: readonly number[]; readonly scale: number } {
  const interpreter = createInterpreter({ graph, data });
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const { run, reset } = interpreter.value;
  const [from, to] = [graph.tensors[graph.inputs[0]!]!.quantization!, graph.tensors[graph.outputs[0]!]!.quantization!];
  const outputs = samplesOf(each).flatMap((sample) => {
    reset();
    const steps = Int8Array.from(sample, (value) =>
      Math.max(-128, Math.min(127, Math.round(value / from.scales[0]!) + from.zeroPoints[0]!)),
    );
    const size = steps.length / framesOf(each);
    let last: readonly number[] = [];
    for (let at = 0; at < steps.length; at += size) {
      const done = run([steps.subarray(at, at + size)]);
      if (!done.ok) throw new Error(done.error.message);
      last = [...(done.value[0] as Int8Array)];
    }
    return last.map((step) => (step - to.zeroPoints[0]!) * to.scales[0]!);
  });
  return { outputs, scale: to.scales[0]! };
}

describe('rounding while training', () => {
  it.each(CASES.map((each) => [`${each.kind} ${JSON.stringify(each.params)}`, each] as const))(
    'gives what the chip gives, but for a step of the output here and there: %s',
    async (_, each) => {
      await tf.setBackend('wasm');
      const graph = graphOf(each);
      const network = createNetwork(graph, weightsOf(graph));
      if (!network.ok) throw new Error(network.error.message);
      const quantization = createQuantization(graph, network.value, { weightBits: 8, ranges: 'moving-average' });
      if (!quantization.ok) throw new Error(quantization.error.message);
      const given = await rounded(each, network.value, quantization.value);
      const model = quantizeToRanges(graph, weightsOf(graph), await quantization.value.learned(), { io: 'int8' });
      if (!model.ok) throw new Error(model.error.message);
      const { outputs, scale } = onChip(each, model.value);
      const steps = outputs.map((value, i) => Math.abs(value - given[i]!) / scale);
      expect(steps).toHaveLength(SAMPLES * 4);
      expect(Math.max(...steps)).toBeLessThan(1.5);
      expect(steps.filter((off) => off > 0.5).length).toBeLessThan(5);
    },
  );
});
