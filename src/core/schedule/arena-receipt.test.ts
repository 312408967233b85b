import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { MEASURED_GRAPHS } from '../../testing/measured-graphs.ts';
import { randomDeployed } from '../../testing/random-deployed.ts';
import { planArena } from './arena.ts';
import { arenaReceipt } from './arena-receipt.ts';

const sum = (rows: readonly { readonly value: number }[]): number => rows.reduce((total, { value }) => total + value, 0);

describe('arenaReceipt', () => {
  it('sums to the figures it explains, whatever the graph and the order', () => {
    const random = createRandom(31);
    for (let i = 0; i < 400; i++) {
      const graph = randomDeployed(random, 8);
      const order = graph.ops.map((_op, index) => index).toReversed();
      const plan = planArena(graph, 'tflm-cmsis-nn', 'cortex-m55', order);
      const { activations, persistent, minArena } = arenaReceipt(graph, 'tflm-cmsis-nn', 'cortex-m55', order);
      expect([activations.total, persistent.total, minArena.total]).toEqual([plan.activations, plan.persistent, plan.minArena]);
      expect(sum(activations.rows)).toBe(plan.activations);
      expect(sum(persistent.rows)).toBe(plan.persistent);
      expect(sum(minArena.rows)).toBe(plan.minArena);
    }
  });

  it('lists what an average pool keeps and what is alive while it runs', () => {
    const { graph } = MEASURED_GRAPHS.find(({ model }) => model === 'op_average_pool_10')!;
    const { activations, persistent, minArena } = arenaReceipt(graph, 'tflm-cmsis-nn', 'cortex-m4');
    expect(activations.rows.map(({ label, value }) => [label, value])).toEqual([
      ['tensor 0 (1x5x5x1 int8)', 32],
      ['scratch of operator 0', 16],
      ['tensor 1 (1x3x3x1 int8)', 16],
    ]);
    expect(persistent.rows.slice(4, 10).map(({ label, value, formula }) => [label, value, formula])).toEqual([
      ['SubgraphAllocations', 8, undefined],
      ['TfLiteEvalTensor of every tensor', 24, undefined],
      ['NodeAndRegistration of every operator', 32, undefined],
      ['AVERAGE_POOL_2D: builtin parameters', 40, undefined],
      ['AVERAGE_POOL_2D: operator data', 44, '8 bytes of alignment'],
      ['handle of every scratch buffer', 4, undefined],
    ]);
    expect(minArena.rows.map(({ value }) => value)).toEqual([64, 404, 188]);
  });
});
