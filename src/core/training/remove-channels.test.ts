import { describe, expect, it } from 'vitest';
import { largestDifference, runFloat } from '../../testing/run-float.ts';
import { createRandom } from '../base/random.ts';
import { randomWeights } from '../document/random-weights.ts';
import { missingWeights } from '../document/weights.ts';
import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import { elementCount } from '../graph/tensor.ts';
import type { OpKind } from '../ops/registry.ts';
import { dsCnn } from '../samples/ds-cnn.ts';
import { leNet5 } from '../samples/lenet-5.ts';
import { resNet8 } from '../samples/resnet-8.ts';
import { channelsOf } from './channels.ts';
import { removeChannels, silenceChannels } from './remove-channels.ts';
import { weakestChannels } from './weakest-channels.ts';

/** Depthwise with a multiplier, batch norms, branches that are joined and added, and two dense layers. */
function branches(): Graph {
  const net = createBuilder<OpKind>();
  const stem = net.chain(
    net.add('input', { shape: [8, 8, 2] }),
    ['conv2d', { filters: 6, bias: false }],
    ['batch_norm'],
    ['relu'],
    ['depthwise_conv2d', { multiplier: 2, activation: 'tanh' }],
  );
  const left = net.add('conv2d', { filters: 5 }, stem);
  const right = net.add('conv2d', { filters: 5, kernelH: 1, kernelW: 1 }, stem);
  const joined = net.add('concat', {}, net.add('add', { activation: 'relu' }, left, right), stem);
  net.chain(joined, ['max_pool2d'], ['flatten'], ['dense', { units: 7, activation: 'relu' }], ['dense', { units: 3 }], ['softmax']);
  return net.build();
}

const CASES: readonly (readonly [name: string, graph: Graph, shape: readonly number[]])[] = [
  ['branches', branches(), [8, 8, 2]],
  ['lenet-5', leNet5.design().graph, [28, 28, 1]],
  ['ds-cnn', dsCnn.design().graph, [49, 10, 1]],
  ['resnet-8', resNet8.design().graph, [32, 32, 3]],
];

function pruned(graph: Graph, share: number) {
  const weights = randomWeights(createRandom(3), graph);
  const channels = channelsOf(graph);
  const gone = weakestChannels(graph, weights, channels, share);
  return { gone, silent: silenceChannels(graph, weights, channels, gone), small: removeChannels(graph, weights, channels, gone) };
}

describe('a design without its weakest channels', () => {
  it.each(CASES)('computes what it did with them at zero: %s', (_name, graph, shape) => {
    const { gone, silent, small } = pruned(graph, 0.4);
    const random = createRandom(5);
    const input = Float32Array.from({ length: elementCount(shape) }, () => 2 * random.next() - 1);
    expect(gone.size).toBeGreaterThan(2);
    expect(missingWeights(small.graph, small.weights)).toEqual([]);
    const [before, after] = [runFloat(graph, silent, [input])[0]!, runFloat(small.graph, small.weights, [input])[0]!];
    expect(new Set(after).size).toBeGreaterThan(1);
    expect(largestDifference(before, after)).toBeLessThan(1e-5);
  });

  it('is as it was where nothing is removed', () => {
    const graph = branches();
    const { small } = pruned(graph, 0);
    expect(small.graph.nodes).toEqual(graph.nodes);
  });

  it('has a channel left in each layer, even when all were to go', () => {
    const { small } = pruned(branches(), 1);
    expect(small.graph.nodes.map(({ params }) => params['filters'] ?? params['units']).filter(Boolean)).toEqual([1, 1, 1, 1, 3]);
  });
});
