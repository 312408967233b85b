import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import type { Graph, GraphNode, NodeId } from './graph.ts';
import { consumersOf, MISSING, UNCONNECTED, wire } from './topology.ts';

function node(id: NodeId, ...inputs: readonly (NodeId | undefined)[]): GraphNode {
  return { id, op: 'any', name: '', params: {}, inputs: inputs.map((from) => (from === undefined ? undefined : { node: from, port: 0 })) };
}

function graph(...nodes: readonly GraphNode[]): Graph {
  return { nodes, groups: [], outputs: [] };
}

const orderOf = (...nodes: readonly GraphNode[]): string =>
  wire(graph(...nodes))
    .order.map(({ id }) => id)
    .join(' ');

describe('running order', () => {
  it('is the order of the nodes where the edges allow it', () => {
    expect(orderOf(node('a'), node('b', 'a'), node('c', 'a'), node('d', 'b', 'c'))).toBe('a b c d');
    expect(orderOf(node('a'), node('c', 'a'), node('b', 'a'), node('d', 'b', 'c'))).toBe('a c b d');
  });

  it('puts a node behind what it reads', () => {
    expect(orderOf(node('d', 'c'), node('b', 'a'), node('c', 'b'), node('a'))).toBe('a b c d');
  });

  it('gives sources as positions in that order', () => {
    const wiring = wire(graph(node('b', 'a', undefined, 'ghost'), node('a')));
    expect(wiring.order.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(wiring.sources).toEqual([[], [0, UNCONNECTED, MISSING]]);
  });

  it('finds a source far back', () => {
    const nodes = Array.from({ length: 60 }, (_, i) => node(String(i), ...(i === 0 ? [] : ['0'])));
    expect(wire(graph(...nodes)).sources.at(-1)).toEqual([0]);
  });

  it('names the nodes on a loop, not those behind it or between two loops', () => {
    const wiring = wire(
      graph(
        node('in'),
        node('a', 'in', 'b'),
        node('b', 'a'),
        node('between', 'b'),
        node('c', 'between', 'd'),
        node('d', 'c'),
        node('behind', 'd'),
      ),
    );
    expect(wiring.problems.map((problem) => problem.node)).toEqual(['a', 'b', 'c', 'd']);
    expect(wiring.order.map(({ id }) => id)).toEqual(['in', 'between', 'behind']);
  });

  it('says that a node feeds itself', () => {
    expect(wire(graph(node('a', 'a'))).problems).toEqual([
      { node: 'a', message: 'This node feeds itself through a loop of edges; remove one of them' },
    ]);
  });

  it('of random graphs without loops holds every node once, behind its sources', () => {
    const random = createRandom(3);
    for (let i = 0; i < 2_000; i++) {
      const nodes = randomDag(random.int(1, 40), random.int);
      const { order, sources, problems } = wire(graph(...nodes));
      expect(problems).toEqual([]);
      expect(new Set(order).size).toBe(nodes.length);
      expect(sources.every((list, at) => list.every((source, k) => source < at && order[source]!.id === order[at]!.inputs[k]!.node))).toBe(
        true,
      );
    }
  });
});

/** Nodes of a graph without loops, shuffled. */
function randomDag(count: number, int: (low: number, high: number) => number): readonly GraphNode[] {
  const nodes = Array.from({ length: count }, (_, i) =>
    node(String(i), ...Array.from({ length: int(0, Math.min(3, i)) }, () => String(int(0, i - 1)))),
  );
  for (let i = nodes.length - 1; i > 0; i--) {
    const j = int(0, i);
    [nodes[i], nodes[j]] = [nodes[j]!, nodes[i]!];
  }
  return nodes;
}

describe('consumers', () => {
  it('are listed per edge', () => {
    expect(consumersOf(graph(node('a'), node('b', 'a', 'a'), node('c', 'b')), 'a')).toEqual([
      { node: 'b', input: 0, port: 0 },
      { node: 'b', input: 1, port: 0 },
    ]);
  });
});
