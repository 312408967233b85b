import { describe, expect, it } from 'vitest';
import type { GraphNode } from '../../../core/graph/graph.ts';
import { outlineRows } from './outline-rows.ts';

const node = (id: string): GraphNode => ({ id, op: 'relu', name: '', params: {}, inputs: [] });

describe('the outline', () => {
  it('puts a block where its first node runs, with its nodes in running order', () => {
    const group = { id: 'g1', name: 'Block', nodes: ['4', '2'], collapsed: false, repeat: 1 };
    const rows = outlineRows({ nodes: ['1', '2', '3', '4'].map(node), groups: [group], outputs: [] });
    expect(rows.map((row) => (row.kind === 'node' ? row.node.id : row.nodes.map((each) => each.id)))).toEqual(['1', ['2', '4'], '3']);
  });
});
