import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { runFloat } from '../../testing/run-float.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { KINDS } from '../../testing/quantized-network.ts';
import { randomNetwork } from '../../testing/random-network.ts';
import { createRandom } from '../../core/base/random.ts';
import { randomWeights } from '../../core/document/random-weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { trainNetwork, TRAIN_NETWORKS } from '../../cli/bench/train-networks.ts';
import { createNetwork, type Network } from './network.ts';
import { readWeights, type Parameter } from './parameters.ts';

const EVALUATE = { mode: 'evaluate', kernel: (kernel: tf.Tensor) => kernel, random: () => 1 } as const;
const TRAIN = { ...EVALUATE, mode: 'train' } as const;

beforeAll(async () => {
  await openCpuAndWasm();
});

/** A network of one output; undefined when the seed gives another. */
function single(seed: number): Graph | undefined {
  const drawn = randomNetwork(createRandom(seed), { nodes: 6, kinds: KINDS });
  const graph = { ...drawn, outputs: [{ node: drawn.nodes.at(-1)!.id, port: 0 }] };
  const created = createNetwork(graph, randomWeights(createRandom(seed), graph));
  return created.ok &&
    created.value.graph.inputs.length === 1 &&
    created.value.graph.tensors[created.value.graph.inputs[0]!]!.type === 'float32'
    ? graph
    : undefined;
}

function open(graph: Graph, seed: number): Network {
  const created = createNetwork(graph, randomWeights(createRandom(seed), graph));
  if (!created.ok) throw new Error(created.error.message);
  return created.value;
}

function inputOf({ graph }: Network, batch: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const count = graph.tensors[graph.inputs[0]!]!.shape.slice(1).reduce((a, b) => a * b, batch);
  return Float32Array.from({ length: count }, () => 2 * random.next() - 1);
}

const tensorOf = ({ graph }: Network, values: Float32Array, batch: number): tf.Tensor =>
  tf.tensor(values, [batch, ...graph.tensors[graph.inputs[0]!]!.shape.slice(1)]);

describe('a network for training', () => {
  it('computes what the float interpreter computes, in random networks of every trainable operation', async () => {
    await tf.setBackend('wasm');
    const off: string[] = [];
    let compared = 0;
    for (let seed = 0; seed < 400; seed++) {
      const graph = single(seed);
      if (graph === undefined) continue;
      const network = open(graph, seed);
      const values = inputOf(network, 1, seed);
      const [expected] = runFloat(graph, randomWeights(createRandom(seed), graph), [values]);
      const given = tf.tidy(() => network.forward([tensorOf(network, values, 1)], EVALUATE)[network.graph.outputs[0]!]!.dataSync());
      const worst = Math.max(...[...expected!].map((value, i) => Math.abs(given[i]! - value) / (1 + Math.abs(value))));
      if (worst > 1e-4) off.push(`seed ${seed}: ${worst} ${graph.nodes.map(({ op }) => op).join(' ')}`);
      compared++;
    }
    expect(off).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  });

  it('gives the weights back as they were', () => {
    for (const name of TRAIN_NETWORKS) {
      const graph = trainNetwork(name);
      const weights = randomWeights(createRandom(1), graph);
      const created = createNetwork(graph, weights);
      if (!created.ok) throw new Error(created.error.message);
      expect(readWeights(graph, created.value.parameters).nodes).toEqual(weights.nodes);
    }
  });

  it('names the node that cannot be trained', () => {
    const nodes = [
      { id: '1', op: 'input', name: '', params: { shape: [65, 3] }, inputs: [] },
      { id: '2', op: 'gru', name: '', params: { units: 2 }, inputs: [{ node: '1', port: 0 }] },
    ];
    const graph: Graph = { nodes, groups: [], outputs: [] };
    const before = tf.memory().numTensors;
    const refused = createNetwork(graph, randomWeights(createRandom(1), graph));
    expect(tf.memory().numTensors).toBe(before);
    const message = 'A GRU runs on the chip, and is trained, for up to 64 steps: shorten the sequence before it';
    expect(refused).toEqual({ ok: false, error: { message, where: 'node 2' } });
  });
});

/** Gradients of all parameters, of outputs weighted at random. */
async function gradientsOn(backend: string, graph: Graph): Promise<ReadonlyMap<string, readonly number[]>> {
  await tf.setBackend(backend);
  const network = open(graph, 3);
  const values = inputOf(network, 3, 4);
  const trained = [...network.parameters.entries()].filter(([, { trainable }]) => trainable);
  const loss = (): tf.Scalar => tf.sum(tf.sin(network.forward([tensorOf(network, values, 3)], TRAIN)[network.logits]!));
  const { grads } = tf.variableGrads(
    loss,
    trained.map(([, { variable }]) => variable),
  );
  return new Map(trained.map(([key, { variable }]) => [key, [...(grads[variable.name]?.dataSync() ?? [])]]));
}

describe('gradients of whole networks', () => {
  it.each(['ds-cnn', 'autoencoder', 'mnist-cnn'] as const)(
    'of %s in WebAssembly equal those of the cpu backend',
    async (name) => {
      const graph = trainNetwork(name);
      const [expected, given] = [await gradientsOn('cpu', graph), await gradientsOn('wasm', graph)];
      for (const [key, values] of expected) {
        const scale = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) + 1e-6;
        const worst = Math.max(...values.map((value, i) => Math.abs(value - given.get(key)![i]!)));
        expect(worst, key).toBeLessThan(0.01 * scale + 0.001);
      }
    },
    60_000,
  );

  it('equal those of the cpu backend within 1e-3, in random networks of every trainable operation', async () => {
    const off: string[] = [];
    for (let seed = 0; seed < 260; seed++) {
      const graph = single(seed);
      // The cpu backend's own gradient of resizing takes height for width.
      if (graph === undefined || graph.nodes.some(({ op }) => op === 'upsample')) continue;
      const [expected, given] = [await randomGradients('cpu', graph, seed), await randomGradients('wasm', graph, seed)];
      const scale = 1e-3 + Math.max(0, ...expected.map(Math.abs));
      const worst = Math.max(0, ...expected.map((value, i) => Math.abs(value - given[i]!)));
      if (worst > 1e-3 * scale) off.push(`seed ${seed}: ${worst / scale} ${graph.nodes.map(({ op }) => op).join(' ')}`);
    }
    expect(off).toEqual([]);
  });

  it('equal central differences, in random networks of every trainable operation', async () => {
    await tf.setBackend('wasm');
    const off: string[] = [];
    let checked = 0;
    for (let seed = 0; seed < 260; seed++) {
      const graph = single(seed);
      if (graph === undefined) continue;
      const network = open(graph, seed);
      const values = inputOf(network, 2, seed);
      const x = tensorOf(network, values, 2);
      const loss = (): tf.Scalar => tf.sum<tf.Scalar>(tf.sin(network.forward([x], EVALUATE)[network.logits]!));
      for (const [parameter, analytic] of analyticGradients(network, loss).slice(0, 3)) {
        const { variable } = parameter;
        const at = createRandom(seed).int(0, variable.size - 1);
        const numeric = difference(variable, at, () => tf.tidy(() => loss().dataSync()[0]!));
        checked++;
        if (numeric.isSmooth && Math.abs(analytic[at]! - numeric.slope) > 0.04 * Math.abs(numeric.slope) + 0.005)
          off.push(
            `seed ${seed} ${JSON.stringify(graph.nodes.find(({ id }) => id === parameter.node))}/${parameter.name}: ${analytic[at]} for ${numeric.slope}`,
          );
      }
    }
    console.log(`gradients: ${checked} parameters against central differences`);
    expect(off).toEqual([]);
    expect(checked).toBeGreaterThan(20);
  });
});

async function randomGradients(backend: string, graph: Graph, seed: number): Promise<readonly number[]> {
  await tf.setBackend(backend);
  const network = open(graph, seed);
  const x = tensorOf(network, inputOf(network, 2, seed), 2);
  const loss = (): tf.Scalar => tf.sum(tf.sin(network.forward([x], EVALUATE)[network.logits]!));
  return analyticGradients(network, loss).flatMap(([, gradient]) => Array.from(gradient));
}

/** Those of the parameters that the loss depends on. */
function analyticGradients({ parameters }: Network, loss: () => tf.Scalar): (readonly [Parameter, ArrayLike<number>])[] {
  const trained = [...parameters.values()].filter(({ trainable }) => trainable);
  const reached =
    trained.length > 0
      ? tf.engine().gradients(
          loss,
          trained.map(({ variable }) => variable),
          undefined,
          true,
        )
      : undefined;
  return trained.flatMap((parameter, i) => {
    const gradient = reached?.grads[i] as tf.Tensor | null | undefined;
    return gradient ? [[parameter, gradient.dataSync()] as const] : [];
  });
}

/** The slope along one element, and whether it is the same on both sides and for two step sizes: at the bend of a ReLU it is not. */
function difference(variable: tf.Variable, at: number, loss: () => number): { readonly slope: number; readonly isSmooth: boolean } {
  const start = Float32Array.from(variable.dataSync());
  const moved = (step: number): number => {
    const values = start.slice();
    values[at]! += step;
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    return loss();
  };
  const [low, middle, high] = [moved(-0.02), moved(0), moved(0.02)];
  const [left, right] = [(middle - low) / 0.02, (high - middle) / 0.02];
  const slope = (4 * ((moved(0.01) - moved(-0.01)) / 0.02) - (high - low) / 0.04) / 3;
  tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)));
  return { slope, isSmooth: Math.abs(left - right) < 0.1 * Math.abs(slope) + 0.005 };
}
