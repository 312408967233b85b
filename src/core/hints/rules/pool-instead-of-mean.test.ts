import { describe, expect, it } from 'vitest';
import { estimate } from '../../cost/estimate.ts';
import { newDesign } from '../../document/new-design.ts';
import { createBuilder } from '../../graph/builder.ts';
import type { OpKind } from '../../ops/registry.ts';
import { hintsFor } from '../hints-for.ts';

const net = createBuilder<OpKind>();
net.chain(net.add('input', { shape: [12, 8, 16] }), ['conv2d', { filters: 32 }], ['global_avg_pool'], ['dense', { units: 4 }]);
const design = { ...newDesign('test'), graph: net.build(), budgets: { latencyMs: 1 } };
const ID = 'pool-instead-of-mean:3';

describe('a pool instead of MEAN', () => {
  it('covers the whole map, takes fewer instructions and keeps the rest', () => {
    const hint = hintsFor(design, estimate(design), estimate).hints.find((each) => each.id === ID)!;
    const edited = hint.apply(design);
    expect(edited.graph.nodes.map((node) => node.op)).toEqual(['input', 'conv2d', 'avg_pool2d', 'dense']);
    expect(edited.graph.nodes[2]!.params).toEqual({ poolH: 12, poolW: 8, strideH: 12, strideW: 8, padding: 'valid' });
    expect(hint.effect.after.instructions).toBeLessThan(hint.effect.before.instructions);
    expect(hint.effect.after.params).toBe(hint.effect.before.params);
    expect(estimate(edited).problems).toEqual([]);
  });

  it('is not offered where MEAN is no slower than the rest', () => {
    const reference = { ...design, runtime: 'tflm-reference' as const };
    expect(hintsFor(reference, estimate(reference), estimate).hints.some((each) => each.id === ID)).toBe(false);
  });
});
