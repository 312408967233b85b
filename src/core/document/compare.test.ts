import { describe, expect, it } from 'vitest';
import type { GraphNode, Params } from '../graph/graph.ts';
import { compareNodes } from './compare.ts';

const node = (id: string, op: string, params: Params = {}): GraphNode => ({ id, op, name: '', params, inputs: [] });
const kinds = (left: GraphNode[], right: GraphNode[]) => compareNodes(left, right).map((pair) => pair.kind);

describe('two networks side by side', () => {
  const stem = [node('a', 'input', { shape: [8, 8, 1] }), node('b', 'conv2d', { filters: 8 }), node('c', 'flatten')];

  it('pairs equal networks node by node, whatever their ids', () => {
    const other = stem.map((each, at) => ({ ...each, id: `n${at}`, params: { ...each.params } }));
    expect(kinds(stem, other)).toEqual(['same', 'same', 'same']);
  });

  it('lists the parameters that changed, with both values', () => {
    const other = [stem[0]!, node('b', 'conv2d', { filters: 16 }), stem[2]!];
    const pairs = compareNodes(stem, other);
    expect(pairs.map((pair) => pair.kind)).toEqual(['same', 'changed', 'same']);
    expect(pairs[1]!.changes).toEqual([{ label: 'Filters', left: '8', right: '16' }]);
  });

  it('takes a value left out as its default', () => {
    expect(kinds([node('a', 'max_pool2d', {})], [node('a', 'max_pool2d', { poolH: 2, poolW: 2 })])).toEqual(['same']);
  });

  it('shows what is only on one side in its place', () => {
    const longer = [stem[0]!, stem[1]!, node('x', 'relu'), stem[2]!];
    expect(kinds(stem, longer)).toEqual(['same', 'same', 'right-only', 'same']);
    expect(kinds(longer, stem)).toEqual(['same', 'same', 'left-only', 'same']);
    expect(kinds(stem, [])).toEqual(['left-only', 'left-only', 'left-only']);
  });

  it('does not pair nodes of different kinds', () => {
    expect(kinds([node('a', 'relu')], [node('a', 'tanh')]).toSorted()).toEqual(['left-only', 'right-only']);
  });
});
