import { div, mean, memory, randomNormal, setBackend, square, sub, tidy, variableGrads, type Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import { createBuilder } from '../../core/graph/builder.ts';
import type { OpKind } from '../../core/ops/registry.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { createNetwork, type Network } from '../model/network.ts';
import { createKernelRounding } from './kernel-rounding.ts';
import { LearnedScales, withoutScales } from './learned-scales.ts';
import { createOptimizer } from './optimizer.ts';

beforeAll(openCpuAndWasm);

function smallNetwork(): Network {
  const net = createBuilder<OpKind>();
  net.add('dense', { units: 4 }, net.add('input', { shape: [4] }));
  const graph = net.build();
  const network = createNetwork(graph, initialWeights(createRandom(1), graph));
  if (!network.ok) throw new Error(network.error.message);
  return network.value;
}

describe.each(['cpu', 'wasm'])('scales that are learned, on %s', (backend) => {
  it('start at those of the largest values, and give some of these up where the others gain by it', async () => {
    await setBackend(backend);
    const network = smallNetwork();
    const scales = new LearnedScales(network, 'scale');
    scales.add(7, 4);
    const { round, observe } = createKernelRounding(4, scales);
    const kernel = randomNormal([300, 4], 0, 1, 'float32', 3);
    const place = { axis: 1, tensor: 7 };
    tidy(() => observe(kernel, place));
    const first = (await scales.read()).get(7)!;
    const largest = [0, 1, 2, 3].map((channel) => Math.max(...[...kernel.dataSync()].filter((_, i) => i % 4 === channel).map(Math.abs)));
    first.forEach((scale, channel) => expect(scale).toBeCloseTo(largest[channel]! / 7, 5));
    const error = (): Scalar => mean(square(div(sub(round(kernel, place), kernel), 0.1)));
    const parameter = [...network.parameters.values()].at(-1)!;
    const optimizer = createOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, weightDecay: 0 });
    const errors: number[] = [];
    for (let step = 0; step < 60; step++)
      tidy(() => {
        const { value, grads } = variableGrads(error, [parameter.variable]);
        errors.push(value.dataSync()[0]!);
        optimizer.apply(new Map([[parameter, grads[parameter.variable.name]!]]), 0.01);
      });
    expect(errors.at(-1)!).toBeLessThan(0.9 * errors[0]!);
    (await scales.read()).get(7)!.forEach((scale, channel) => expect(scale).toBeLessThan(0.95 * first[channel]!));
    optimizer.dispose();
    kernel.dispose();
    network.dispose();
  });

  it('go with the network, and are none of its weights', async () => {
    await setBackend(backend);
    const before = memory().numTensors;
    const network = smallNetwork();
    const plain = [...network.parameters.keys()];
    const scales = new LearnedScales(network, 'scale');
    scales.add(1, 1);
    expect(network.parameters.size).toBe(plain.length + 1);
    const nodes = new Map([...network.parameters.values()].map(({ node }) => [node, {}]));
    expect(withoutScales({ nodes, activations: new Map() }).nodes.size).toBe(nodes.size - 1);
    expect(scales.has(2)).toBe(false);
    expect(scales.of(2)).toBeUndefined();
    network.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
