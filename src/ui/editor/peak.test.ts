import { describe, expect, it } from 'vitest';
import { estimate } from '../../core/cost/estimate.ts';
import { newDesign } from '../../core/document/new-design.ts';
import { insertOp } from '../actions/insert-op.ts';
import { nodesAtPeak } from './peak.ts';

function chain(...kinds: readonly ('input' | 'conv2d' | 'batch_norm' | 'relu' | 'dense' | 'add')[]) {
  return kinds.reduce((design, kind) => insertOp(design, kind, { kind: 'append' }).design, newDesign());
}

describe('the peak', () => {
  it('has the input and the output of the largest step alive', () => {
    const design = chain('input', 'conv2d', 'dense');
    expect([...nodesAtPeak(estimate(design), design.graph.nodes)]).toEqual(['1', '2']);
  });

  it('passes through a node that deployment folds away', () => {
    const design = chain('input', 'conv2d', 'batch_norm', 'dense');
    expect([...nodesAtPeak(estimate(design), design.graph.nodes)]).toEqual(['1', '2', '3']);
  });

  it('leaves out nodes with a mistake', () => {
    const design = chain('input', 'conv2d', 'add');
    expect(nodesAtPeak(estimate(design), design.graph.nodes).has('3')).toBe(false);
  });
});
