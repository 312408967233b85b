import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../../core/graph/graph.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
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
