import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../../core/graph/graph.ts';
import { createTopologySelector, topologyOf } from './topology.ts';

function node(id: string, ...inputs: readonly string[]): GraphNode {
  return { id, op: 'relu', name: '', params: {}, inputs: inputs.map((from) => ({ node: from, port: 0 })) };
}

const CHAIN: Graph = { nodes: [node('a'), node('b', 'a'), node('c', 'b'), node('d', 'c')], groups: [], outputs: [] };
const GROUP = { id: 'g', name: 'Block', nodes: ['b', 'c'], collapsed: true, repeat: 2 };

describe('the topology of the canvas', () => {
  it('draws one edge an input', () => {
    expect(topologyOf(CHAIN).edges.map((edge) => [edge.id, edge.source, edge.target])).toEqual([
      ['b:0', 'a', 'b'],
      ['c:0', 'b', 'c'],
      ['d:0', 'c', 'd'],
    ]);
  });

  it('draws a collapsed group as one card, with the edges that cross its border', () => {
    const { items, edges, frames } = topologyOf({ ...CHAIN, groups: [GROUP] });
    expect(items.map((item) => item.id)).toEqual(['a', 'group:g', 'd']);
    expect(edges.map((edge) => [edge.id, edge.source, edge.target])).toEqual([
      ['b:0', 'a', 'group:g'],
      ['d:0', 'group:g', 'd'],
    ]);
    expect(frames).toEqual([]);
  });

  it('frames an expanded group', () => {
    const expanded = { ...GROUP, collapsed: false };
    expect(topologyOf({ ...CHAIN, groups: [expanded] }).frames).toEqual([expanded]);
  });

  it('skips an input that is not connected', () => {
    const graph = { ...CHAIN, nodes: [{ ...node('a'), inputs: [undefined] }] };
    expect(topologyOf(graph).edges).toEqual([]);
  });

  it('stays the same object while only parameters change', () => {
    const select = createTopologySelector();
    const before = select(CHAIN);
    const edited = { ...CHAIN, nodes: CHAIN.nodes.with(1, { ...CHAIN.nodes[1]!, params: { alpha: 2 } }) };
    expect(select(edited)).toBe(before);
    expect(select({ ...edited, nodes: edited.nodes.slice(0, 3) })).not.toBe(before);
  });
});
