import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { lower } from '../../lower/lower.ts';
import { unasResources } from '../../schedule/order/unas-resources.ts';
import { sampleUnas } from './sample-unas.ts';
import type { UnasLayer, UnasNetwork } from './unas-genotype.ts';
import { unasGraph } from './unas-graph.ts';
import { unasLiteratureResources } from './unas-resources.ts';

const layer: UnasLayer = { type: 'Conv2D', kernel: 3, filters: 8, strided: false, batchNorm: true, relu: true, prepool: false };
const int8 = { scheme: 'int8', io: 'int8' } as const;

describe('unasGraph', () => {
  it('rounds pooled odd sizes down, as the framework does, where the literature rounds up', () => {
    const network: UnasNetwork = {
      genotype: { blocks: [{ branch: false, layers: [layer] }], pooling: { type: 'max', size: 4 }, dense: [16] },
      input: [28, 28, 1],
      classes: 10,
    };
    // 26x26 pooled by 4: 6x6 on the chip, 7x7 in the literature's estimate.
    expect(unasResources(lower(unasGraph(network), int8).deployed).size).toBe(4874);
    expect(unasLiteratureResources(network).size).toBe(6538);
  });

  it('pads the smaller branch before the addition', () => {
    const branch = { branch: true, layers: [{ ...layer, kernel: 5 }] };
    const network: UnasNetwork = {
      genotype: {
        blocks: [{ branch: false, layers: [layer] }, { branch: false, layers: [layer] }, branch],
        pooling: undefined,
        dense: [10],
      },
      input: [28, 28, 1],
      classes: 2,
    };
    const graph = unasGraph(network);
    expect(graph.nodes.filter((node) => node.op === 'pad').map((node) => node.params)).toEqual([{ pads: [0, 2, 0, 2] }]);
    expect(lower(graph, int8).problems).toEqual([]);
  });

  it('costs what the literature says wherever no pooled size is odd, one branch at most', () => {
    const random = createRandom(11);
    let compared = 0;
    for (let i = 0; i < 1000; i++) {
      const network: UnasNetwork = { genotype: sampleUnas(random), input: [32, 32, 3], classes: 10 };
      const lowered = lower(unasGraph(network), int8);
      expect(lowered.problems).toEqual([]);
      if (hasOddPool(lowered) || lowered.deployed.ops.some((op, at) => addsToAdd(lowered, op, at))) continue;
      expect(unasResources(lowered.deployed)).toEqual(unasLiteratureResources(network));
      compared++;
    }
    expect(compared).toBeGreaterThan(200);
  });
});

type Lowered = ReturnType<typeof lower>;

function hasOddPool({ deployed }: Lowered): boolean {
  return deployed.ops.some((op) => {
    if (op.code !== 'MAX_POOL_2D' && op.code !== 'AVERAGE_POOL_2D') return false;
    const [, height, width] = deployed.tensors[op.inputs[0]!]!.shape;
    return height! % op.options.filterH !== 0 || width! % op.options.filterW !== 0;
  });
}

/** A sum of three or more is deployed as additions of two, which need less memory than one of many. */
function addsToAdd({ deployed }: Lowered, op: Lowered['deployed']['ops'][number], at: number): boolean {
  return op.code === 'ADD' && deployed.ops.some((other, i) => i < at && other.code === 'ADD' && op.inputs.includes(other.outputs[0]!));
}
