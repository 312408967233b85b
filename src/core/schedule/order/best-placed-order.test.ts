import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import { createBuilder } from '../../graph/builder.ts';
import type { PortRef } from '../../graph/graph.ts';
import { lower } from '../../lower/lower.ts';
import type { OpKind } from '../../ops/registry.ts';
import { planArena } from '../arena.ts';
import { bestPlacedOrder, reordered } from './best-placed-order.ts';

const int8 = { scheme: 'int8', io: 'int8' } as const;
const place = (graph: DeployedGraph): number => planArena(graph, 'tflm-reference', 'cortex-m4').activations;
const best = (graph: DeployedGraph) => bestPlacedOrder(graph, 'tflm-reference', 'cortex-m4');

/** Two branches off one convolution, each narrow in the end; the first swells less than the second. */
function fork(): DeployedGraph {
  const net = createBuilder<OpKind>();
  const stem = net.add('conv2d', { filters: 8, kernelH: 1, kernelW: 1 }, net.add('input', { shape: [16, 16, 8] }));
  const first = net.chain(stem, ['conv2d', { filters: 16, kernelH: 1, kernelW: 1 }], ['conv2d', { filters: 8, kernelH: 1, kernelW: 1 }]);
  const second = net.chain(stem, ['conv2d', { filters: 32, kernelH: 1, kernelW: 1 }], ['conv2d', { filters: 1, kernelH: 1, kernelW: 1 }]);
  net.add('concat', {}, first, second);
  return lower(net.build(), int8).deployed;
}

/** Convolutions, poolings and concatenations of random earlier values of one height and width. */
function randomNetwork(seed: number): DeployedGraph {
  const random = createRandom(seed);
  const net = createBuilder<OpKind>();
  const values: PortRef[] = [net.add('input', { shape: [8, 8, random.int(1, 16)] })];
  for (let i = random.int(3, 25); i > 0; i--) {
    const recent = (): PortRef => random.pick(values.slice(-4));
    const filters = random.int(1, 32);
    values.push(random.next() < 0.7 ? net.add('conv2d', { filters }, recent()) : net.add('concat', {}, recent(), recent()));
  }
  return lower(net.build(), int8).deployed;
}

describe('bestPlacedOrder', () => {
  it('runs the branch that swells most before the other one, and proves that nothing is smaller', () => {
    const graph = fork();
    // File order: 2,048 of the first branch wait beside 2,048 + 8,192. The other way round: 256 wait, and the second branch needs 10,496.
    expect(place(graph)).toBe(12288);
    expect(best(graph)).toEqual({
      order: [0, 3, 4, 1, 2, 5],
      activations: 10496,
      lowerBound: 10496,
      orderExact: true,
      placementExact: true,
    });
  });

  it('keeps the file order of a chain, and says when its placement leaves gaps that are not proven necessary', () => {
    const net = createBuilder<OpKind>();
    net.chain(
      net.add('input', { shape: [8, 8, 2] }),
      ['conv2d', { filters: 4, kernelH: 1, kernelW: 1 }],
      ['conv2d', { filters: 3, kernelH: 1, kernelW: 1 }],
      ['conv2d', { filters: 4, kernelH: 1, kernelW: 1 }],
      ['conv2d', { filters: 5, kernelH: 1, kernelW: 1 }],
    );
    // 320 at 0, then 256 behind it, then the other 256 at 0: no gap is left for 192, which goes to 576.
    expect(best(lower(net.build(), int8).deployed)).toEqual({
      order: [0, 1, 2, 3],
      activations: 768,
      lowerBound: 576,
      orderExact: true,
      placementExact: false,
    });
  });

  it('is never worse than the file order, and gives the plan that its order really gets', () => {
    let smaller = 0;
    for (let seed = 0; seed < 200; seed++) {
      const graph = randomNetwork(seed);
      const answer = best(graph);
      expect(answer.activations).toBeLessThanOrEqual(place(graph));
      expect(answer.activations).toBeGreaterThanOrEqual(answer.lowerBound);
      expect(place(reordered(graph, answer.order))).toBe(answer.activations);
      if (answer.activations < place(graph)) smaller++;
    }
    expect(smaller).toBeGreaterThan(20);
  });

  it('never lets operators that share state change places', () => {
    const graph = fork();
    const state = graph.tensors.length;
    const ops = graph.ops.map((op, i) => (i === 1 || i === 3 ? { ...op, inputs: [...op.inputs, state] } : op));
    const variable = { name: 'state', shape: [16], type: 'int8', role: 'variable', bytes: 16, scaleCount: 1 } as const;
    const { order } = best({ ...graph, tensors: [...graph.tensors, variable], ops });
    expect(order.indexOf(1)).toBeLessThan(order.indexOf(3));
  });

  it('drops addresses that a file fixed for its own order when the order changes', () => {
    const graph = fork();
    const fixed = { ...graph, offlineOffsets: graph.tensors.map(() => -1) };
    const { order, activations } = best(fixed);
    expect(activations).toBe(10496);
    expect(reordered(fixed, order).offlineOffsets).toBeUndefined();
    expect(reordered(fixed, [0, 1, 2, 3, 4, 5])).toBe(fixed);
  });
});
