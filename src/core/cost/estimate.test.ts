import { describe, expect, it } from 'vitest';
import { newDesign } from '../document/new-design.ts';
import type { Design } from '../document/design.ts';
import { tfliteBytes } from '../formats/tflite/size.ts';
import { createBuilder, type GraphBuilder } from '../graph/builder.ts';
import type { OpKind } from '../ops/registry.ts';
import { dsCnn } from '../samples/ds-cnn.ts';
import { estimate } from './estimate.ts';
import { createEstimator } from './estimator.ts';
import { nodeFacts } from './node-facts.ts';

function designOf(draw: (net: GraphBuilder<OpKind>) => void): Design {
  const net = createBuilder<OpKind>();
  draw(net);
  return { ...newDesign('test'), graph: net.build() };
}

const mistaken = designOf((net) => {
  const input = net.add('input', { shape: [25, 5, 64] });
  net.add('add', {}, net.add('conv2d', { filters: 64 }, input), net.add('conv2d', { filters: 32 }, input));
});

describe('estimate', () => {
  it('keeps the numbers of the rest when a node is wrong, and says what is wrong with it', () => {
    const answer = estimate(mistaken);
    expect(answer.problems).toEqual([{ node: '4', message: 'Add expects equal shapes, got 1x25x5x64 and 1x25x5x32' }]);
    expect(answer.macs).toBe(25 * 5 * 9 * 64 * (64 + 32));
    expect(answer.sram.activations).toBeGreaterThan(0);
  });

  it('counts the bytes of names, not their characters', () => {
    const design = dsCnn.design();
    const [first, ...rest] = design.graph.nodes;
    const named = { ...design, graph: { ...design.graph, nodes: [{ ...first!, name: 'Größe 寸法' }, ...rest] } };
    const { deployed, flash } = estimate(named);
    expect(deployed.tensors[0]!.name).toContain('寸法');
    expect(flash.model).toBe(tfliteBytes(deployed));
    expect(estimate(design).flash.model).toBe(tfliteBytes(estimate(design).deployed));
  });

  it('does not call a network with a mistake fitting', () => {
    expect(estimate(mistaken).fits).toBe('unknown');
    expect(estimate({ ...mistaken, budgets: { sramBytes: 1000 } })).toMatchObject({ fits: false, binding: 'sram' });
  });

  it('names the limit that is exceeded the most', () => {
    const design = dsCnn.design();
    expect(estimate(design)).toMatchObject({ fits: true, binding: undefined });
    expect(estimate({ ...design, budgets: { sramBytes: 20_000, flashBytes: 10_000 } })).toMatchObject({ fits: false, binding: 'flash' });
    expect(estimate({ ...design, budgets: { latencyMs: 1 } })).toMatchObject({ fits: false, binding: 'latency' });
  });

  it('counts a repeated block as often as it runs, under the node it is a copy of', () => {
    const design = designOf((net) => {
      const body = net.add('conv2d', { filters: 8 }, net.add('input', { shape: [8, 8, 8] }));
      net.group('block', [body], 3);
    });
    const answer = estimate(design);
    expect(answer.deployed.ops.length).toBe(3);
    expect(nodeFacts(answer).get('2')!.macs).toBe(3 * 8 * 8 * 9 * 8 * 8);
    expect([...nodeFacts(answer).keys()]).toEqual(['1', '2']);
  });

  it('has facts without cost for what deployment folds away', () => {
    const design = designOf((net) => {
      net.chain(net.add('input', { shape: [8, 8, 3] }), ['conv2d', { filters: 4, bias: false }], ['batch_norm'], ['relu']);
    });
    const answer = estimate(design);
    expect(answer.deployed.ops.map((op) => op.code)).toEqual(['CONV_2D']);
    expect(nodeFacts(answer).get('3')).toMatchObject({ macs: 0, outputs: [{ shape: [1, 8, 8, 4], type: 'int8' }] });
  });

  it('answers an empty design with its overhead and no peak', () => {
    const answer = estimate(newDesign());
    expect(answer).toMatchObject({ macs: 0, params: 0, problems: [], sram: { activations: 0, peakOp: -1 } });
  });

  it('runs in the order of least memory when asked to, with the same operators', () => {
    const design = designOf((net) => {
      const input = net.add('input', { shape: [16, 16, 4] });
      const wide = net.add('conv2d', { filters: 32 }, input);
      const late = net.add('conv2d', { filters: 32 }, input);
      const small = net.add('max_pool2d', { poolH: 16, poolW: 16, strideH: 16, strideW: 16 }, wide);
      net.add('add', {}, small, net.add('max_pool2d', { poolH: 16, poolW: 16, strideH: 16, strideW: 16 }, late));
    });
    const [file, best] = [estimate(design), estimate({ ...design, order: 'best' })];
    expect(best.sram.activations).toBeLessThan(file.sram.activations);
    expect(best.macs).toBe(file.macs);
  });
});

describe('the estimator', () => {
  it('gives the same answer, the same object, until something that matters changes', () => {
    const estimateOf = createEstimator();
    const design = dsCnn.design();
    const answer = estimateOf(design);
    expect(estimateOf({ ...design, name: 'renamed', notes: 'why', positions: { '1': [0, 0] } })).toBe(answer);
    expect(estimateOf({ ...design, runtime: 'tflm-reference' })).not.toBe(answer);
  });
});
