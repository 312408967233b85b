import { describe, expect, it } from 'vitest';
import type { NodeWeights, Weights } from '../document/weights.ts';
import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { channelsOf } from './channels.ts';
import { shareAt, weakestChannels } from './weakest-channels.ts';

const WINDOW = { start: 100, end: 300, share: 0.8 };

describe('the pruning schedule', () => {
  it.each([
    [0, 0],
    [100, 0],
    [200, 0.7],
    [300, 0.8],
    [900, 0.8],
  ])('at step %i is at %f', (step, share) => {
    expect(shareAt(WINDOW, step)).toBeCloseTo(share, 12);
  });
});

const kernel = (shape: readonly number[], ...values: number[]) => ({ kernel: { shape, values: Float32Array.from(values) } });
const row = (...values: number[]) => ({ shape: [values.length], values: Float32Array.from(values) });

/** The weakest 40 % of a chain's removable channels, as places of the outputs of nodes 2 and of `second`. */
function weakest(graph: Graph, second: string, weights: Weights['nodes']): readonly (readonly number[])[] {
  const channels = channelsOf(graph);
  const gone = weakestChannels(graph, { nodes: weights, activations: new Map() }, channels, 0.4);
  return ['2', second].map((id) => [...gone].map((lane) => channels.outputs.get(id)!.indexOf(lane)).filter((at) => at >= 0));
}

describe('the weakest channels', () => {
  it('are those of the smallest kernels beside their layer, however large the kernels of a layer are', () => {
    const net = createBuilder<OpKind>();
    net.chain(net.add('input', { shape: [1] }), ['dense', { units: 3 }], ['dense', { units: 2 }], ['dense', { units: 1 }]);
    const first = kernel([3, 1], -3, 0.1, 2);
    const small = kernel([2, 3], 0.02, 0.02, 0.02, 0.009, 0.009, 0.009);
    expect(
      weakest(
        net.build(),
        '3',
        new Map([
          ['2', first],
          ['3', small],
        ]),
      ),
    ).toEqual([[1], [1]]);
  });

  it('that were chosen before stay chosen until they are four times as strong', () => {
    const net = createBuilder<OpKind>();
    net.chain(net.add('input', { shape: [1] }), ['dense', { units: 3 }], ['dense', { units: 1 }]);
    const graph = net.build();
    const channels = channelsOf(graph);
    const [one, other] = channels.outputs.get('2')!;
    const chosen = (first: number) =>
      weakestChannels(
        graph,
        { nodes: new Map([['2', kernel([3, 1], first, 1, 3)]]), activations: new Map() },
        channels,
        0.4,
        new Set([one!]),
      );
    expect([...chosen(1.9)]).toEqual([one]);
    expect([...chosen(2.1)]).toEqual([other]);
  });

  it('are weighed with what a batch norm behind them multiplies by', () => {
    const net = createBuilder<OpKind>();
    net.chain(net.add('input', { shape: [1] }), ['dense', { units: 3 }], ['batch_norm'], ['dense', { units: 2 }], ['dense', { units: 1 }]);
    const norm = { gamma: row(1, 30, 0.1), beta: row(0, 0, 0), mean: row(0, 0, 0), variance: row(1, 1, 1) };
    const weights = new Map<string, NodeWeights>([
      ['2', kernel([3, 1], -3, 0.1, 2)],
      ['3', norm],
      ['4', kernel([2, 3], 1, 1, 1, 0.9, 0.9, 0.9)],
    ]);
    expect(weakest(net.build(), '4', weights)).toEqual([[2], [1]]);
  });
});
