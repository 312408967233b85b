import { describe, expect, it } from 'vitest';
import type { NodeFacts } from '../../core/cost/estimate-types.ts';
import { lensShare, shareText } from './lens.ts';

function facts(node: string, cycles: number, liveBytes: number): readonly [string, NodeFacts] {
  const none = { macs: 0, params: 0, instructions: 0, scratch: 0, weightBytes: 0, outputs: [] };
  return [node, { ...none, node, cycles, liveBytes }];
}

const FACTS = new Map([facts('a', 300, 100), facts('b', 100, 400)]);

describe('the lens', () => {
  it('shows the share of the sum, and a bar against the largest', () => {
    expect(lensShare(FACTS, ['a'], 'latency')).toEqual({ share: 0.75, relative: 1 });
    expect(lensShare(FACTS, ['b'], 'latency')).toEqual({ share: 0.25, relative: 1 / 3 });
  });

  it('measures SRAM against the peak, as moments do not add up', () => {
    expect(lensShare(FACTS, ['a'], 'sram')).toEqual({ share: 0.25, relative: 0.25 });
    expect(lensShare(FACTS, ['a', 'b'], 'sram')?.share).toBe(1);
  });

  it('has nothing to say about a node without facts, and divides no zero', () => {
    expect(lensShare(FACTS, ['c'], 'latency')).toBeUndefined();
    expect(lensShare(FACTS, ['a'], 'macs')).toEqual({ share: 0, relative: 0 });
  });

  it('does not round a small share to nothing', () => {
    expect([shareText(0), shareText(0.004), shareText(0.123)]).toEqual(['0\u202f%', '<1\u202f%', '12\u202f%']);
  });
});
