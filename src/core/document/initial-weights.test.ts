import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createBuilder } from '../graph/builder.ts';
import type { OpKind } from '../ops/registry.ts';
import { initialWeights } from './initial-weights.ts';
import { missingWeights } from './weights.ts';

const net = createBuilder<OpKind>();
net.chain(net.add('input', { shape: [8, 8, 16] }), ['conv2d', { filters: 256 }], ['depthwise_conv2d'], ['batch_norm']);
const graph = net.build();
const { nodes } = initialWeights(createRandom(1), graph);

function meanSquare(node: string, name: string): number {
  const values = [...nodes.get(node)![name]!.values];
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

describe('the weights a network starts with', () => {
  it('fill every place', () => {
    expect(missingWeights(graph, { nodes, activations: new Map() })).toEqual([]);
  });

  it('have a variance of 2 by the number of values that one output sums', () => {
    expect(meanSquare('2', 'kernel') * 3 * 3 * 16).toBeCloseTo(2, 1);
    expect(meanSquare('3', 'kernel') * 3 * 3).toBeCloseTo(2, 0);
  });

  it("open an LSTM's forget gates, and leave the spread of what recurrent layers sum", () => {
    const recurrent = createBuilder<OpKind>();
    recurrent.chain(recurrent.add('input', { shape: [20, 64] }), ['lstm', { units: 100, returnSequences: true }], ['gru', { units: 100 }]);
    const own = initialWeights(createRandom(2), recurrent.build()).nodes;
    expect([...own.get('2')!['bias']!.values]).toEqual([0, 1, 0, 0].flatMap((value) => new Array<number>(100).fill(value)));
    expect(new Set(own.get('3')!['bias']!.values)).toEqual(new Set([0]));
    const variances = ['2', '3'].map((node) => [...own.get(node)!['recurrent']!.values].reduce((sum, value) => sum + value * value, 0));
    expect(variances[0]! / 400).toBeCloseTo(1, 1);
    expect(variances[1]! / 300).toBeCloseTo(1, 1);
  });

  it('add and scale nothing', () => {
    expect(new Set(nodes.get('2')!['bias']!.values)).toEqual(new Set([0]));
    expect(new Set(nodes.get('4')!['variance']!.values)).toEqual(new Set([1]));
    expect(new Set(nodes.get('4')!['mean']!.values)).toEqual(new Set([0]));
  });
});
