import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../../core/graph/graph.ts';
import type { Place } from './layout-types.ts';
import { neighbour } from './neighbour.ts';
import { topologyOf } from './topology.ts';

function node(id: string, ...inputs: readonly string[]): GraphNode {
  return { id, op: 'relu', name: '', params: {}, inputs: inputs.map((from) => ({ node: from, port: 0 })) };
}

const GRAPH: Graph = {
  nodes: [node('in'), node('left', 'in'), node('right', 'in'), node('add', 'left', 'right')],
  groups: [],
  outputs: [],
};
const TOPOLOGY = topologyOf(GRAPH);
const PLACES = new Map<string, Place>([
  ['in', [110, 0]],
  ['left', [0, 100]],
  ['right', [220, 100]],
  ['add', [110, 200]],
]);

describe('an arrow key on the canvas', () => {
  it('follows edges along the flow', () => {
    expect(neighbour(TOPOLOGY, PLACES, 'down', 'left', 'ArrowDown')).toBe('add');
    expect(neighbour(TOPOLOGY, PLACES, 'down', 'add', 'ArrowUp')).toBe('left');
    expect(neighbour(TOPOLOGY, PLACES, 'down', 'add', 'ArrowDown')).toBeUndefined();
  });

  it('goes to the next card of the row across the flow', () => {
    expect(neighbour(TOPOLOGY, PLACES, 'down', 'left', 'ArrowRight')).toBe('right');
    expect(neighbour(TOPOLOGY, PLACES, 'down', 'right', 'ArrowRight')).toBeUndefined();
  });

  it('turns with the flow', () => {
    const turned = new Map([...PLACES].map(([id, [x, y]]) => [id, [2 * y, x]] as const));
    expect(neighbour(TOPOLOGY, turned, 'right', 'left', 'ArrowRight')).toBe('add');
    expect(neighbour(TOPOLOGY, turned, 'right', 'left', 'ArrowDown')).toBe('right');
  });
});
