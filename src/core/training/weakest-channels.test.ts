import { describe, expect, it } from 'vitest';
import type { Weights } from '../document/weights.ts';
import { createBuilder } from '../graph/builder.ts';
import type { OpKind } from '../ops/registry.ts';
import { channelsOf } from './channels.ts';
import { sparsityAt, weakestChannels } from './weakest-channels.ts';

const WINDOW = { start: 100, end: 300, sparsity: 0.8 };

describe('the pruning schedule', () => {
  it.each([
    [0, 0],
    [100, 0],
    [200, 0.7],
    [300, 0.8],
    [900, 0.8],
  ])('at step %i is at %f', (step, share) => {
    expect(sparsityAt(WINDOW, step)).toBeCloseTo(share, 12);
  });
});

describe('the weakest channels', () => {
  it('are those of the smallest kernels for their size, over all layers', () => {
    const net = createBuilder<OpKind>();
    net.chain(net.add('input', { shape: [1] }), ['dense', { units: 3 }], ['dense', { units: 2 }], ['dense', { units: 1 }]);
    const graph = net.build();
    const kernel = (shape: readonly number[], ...values: number[]) => ({ kernel: { shape, values: Float32Array.from(values) } });
    const weights: Weights = {
      nodes: new Map([
        ['2', kernel([3, 1], -3, 0.1, 1)],
        ['3', kernel([2, 3], 2, 2, 2, 0.9, 0.9, 0.9)],
      ]),
      activations: new Map(),
    };
    const channels = channelsOf(graph);
    const gone = weakestChannels(graph, weights, channels, 0.4);
    expect([...gone].map((lane) => [channels.outputs.get('2')!.indexOf(lane), channels.outputs.get('3')!.indexOf(lane)])).toEqual([
      [1, -1],
      [-1, 1],
    ]);
  });
});
