import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../../core/graph/graph.ts';
import { CARD_HEIGHT, CARD_WIDTH, RANK_GAP } from './card-size.ts';
import { edgePath } from './edge-path.ts';
import { layOut } from './layout.ts';
import { topologyOf } from './topology.ts';

function node(id: string, ...inputs: readonly string[]): GraphNode {
  return { id, op: 'relu', name: '', params: {}, inputs: inputs.map((from) => ({ node: from, port: 0 })) };
}

const RESIDUAL: Graph = {
  nodes: [node('in'), node('a', 'in'), node('b', 'a'), node('add', 'in', 'b')],
  groups: [],
  outputs: [],
};

describe('the automatic layout', () => {
  it('puts every consumer below its producer', () => {
    const { places } = layOut(topologyOf(RESIDUAL), 'down');
    const y = (id: string): number => places.get(id)![1];
    expect([y('in') < y('a'), y('a') < y('b'), y('b') < y('add')]).toEqual([true, true, true]);
  });

  it('runs left to right when asked', () => {
    const { places } = layOut(topologyOf(RESIDUAL), 'right');
    expect(places.get('a')![0]).toBeGreaterThanOrEqual(places.get('in')![0] + CARD_WIDTH);
  });

  it('leads a skip connection past the cards between its ends', () => {
    const { places, lanes } = layOut(topologyOf(RESIDUAL), 'down');
    const lane = lanes.get('add:0')!;
    for (const id of ['a', 'b']) {
      const [x] = places.get(id)!;
      expect(lane < x || lane > x + CARD_WIDTH).toBe(true);
    }
    expect(lanes.has('a:0')).toBe(false);
  });

  it('lays no card over another', () => {
    const places = [...layOut(topologyOf(RESIDUAL), 'down').places.values()];
    for (const [i, a] of places.entries())
      for (const b of places.slice(i + 1)) expect(Math.abs(a[0] - b[0]) >= CARD_WIDTH || Math.abs(a[1] - b[1]) >= CARD_HEIGHT).toBe(true);
  });
});

describe('the layout of a large network', () => {
  const chain = (length: number): readonly GraphNode[] =>
    Array.from({ length }, (_, i) => (i === 0 ? node('0') : node(String(i), String(i - 1))));

  it('stands in a column for a chain too long for dagre', () => {
    const { places } = layOut(topologyOf({ nodes: chain(2000), groups: [], outputs: [] }), 'down');
    expect(new Set([...places.values()].map(([x]) => x))).toEqual(new Set([0]));
    expect(places.get('1999')![1]).toBe(1999 * (CARD_HEIGHT + RANK_GAP));
  });

  it('puts readers below, and no card over another, where many edges pass many ranks', () => {
    const nodes = chain(150).map((each, i) => (i < 2 ? each : node(each.id, String(i - 1), String(Math.floor(i / 2)), String(i % 7))));
    const graph = { nodes: [...nodes, node('side', '3'), node('other', '3')], groups: [], outputs: [] };
    for (const [direction, along] of [['down', 1] as const, ['right', 0] as const]) {
      const { places } = layOut(topologyOf(graph), direction);
      const edges = graph.nodes.flatMap(({ id, inputs }) => inputs.map((input) => [input!.node, id] as const));
      for (const [from, to] of edges.filter(([source, target]) => Number(source) < Number(target) || Number.isNaN(Number(target))))
        expect(places.get(to)![along]).toBeGreaterThan(places.get(from)![along]);
      const all = [...places.values()];
      expect(all).toHaveLength(graph.nodes.length);
      for (const [i, a] of all.entries())
        for (const b of all.slice(i + 1)) expect(Math.abs(a[0] - b[0]) >= CARD_WIDTH || Math.abs(a[1] - b[1]) >= CARD_HEIGHT).toBe(true);
    }
  });

  it('ends on a loop', () => {
    const nodes = chain(1500).map((each, i) => (i === 0 ? node('0', '1499') : each));
    expect(layOut(topologyOf({ nodes, groups: [], outputs: [] }), 'down').places.size).toBe(1500);
  });
});

describe('the line of an edge', () => {
  it('is straight between cards in one column', () => {
    expect(edgePath({ sourceX: 90, sourceY: 64, targetX: 90, targetY: 100 }, 'down', undefined)).toEqual({
      path: 'M90,64L90,100',
      labelX: 90,
      labelY: 82,
    });
  });

  it('follows its lane, with the label on it', () => {
    const { path, labelX, labelY } = edgePath({ sourceX: 0, sourceY: 0, targetX: 0, targetY: 400 }, 'down', 120);
    expect([labelX, labelY]).toEqual([120, 200]);
    expect(path).toContain('120,24');
  });
});
