import { describe, expect, it } from 'vitest';
import { createBuilder } from './builder.ts';
import { connect, disconnect, insertOnEdge, redirect } from './edge-edits.ts';
import type { Graph } from './graph.ts';
import { graphText } from './text.ts';

/** 1 input, 2 relu(1), 3 add(2, 1). */
function residual(): Graph {
  const builder = createBuilder();
  const x = builder.add('input');
  builder.add('add', {}, builder.add('relu', {}, x), x);
  return builder.build();
}

const port = (node: string, of = 0) => ({ node, port: of });
const lines = (graph: Graph): readonly string[] => graphText(graph).split('\n');

describe('editing edges', () => {
  it('connects in place of the old edge, and adds an input behind the last', () => {
    expect(lines(connect(residual(), port('2'), '3', 1))[2]).toBe('3 add(2 2)');
    expect(lines(connect(residual(), port('1'), '3', 2))[2]).toBe('3 add(2 1 1)');
    expect(lines(connect(residual(), port('1'), '3', 9))[2]).toBe('3 add(2 1 1)');
  });

  it('disconnects: a needed input stays open, a spare one goes', () => {
    expect(lines(disconnect(residual(), '3', 0, 2))[2]).toBe('3 add(? 1)');
    expect(lines(disconnect(connect(residual(), port('1'), '3', 2), '3', 0, 2))[2]).toBe('3 add(1 1)');
  });

  it('inserts a node on an edge, to run just before the reader', () => {
    const inserted = insertOnEdge(residual(), '3', 1, { id: '4', op: 'conv2d', name: '', params: {}, inputs: [undefined] });
    expect(lines(inserted)).toEqual(['1 input()', '2 relu(1)', '4 conv2d(1)', '3 add(2 4)']);
  });

  it('inserts into the block that both ends are in', () => {
    const grouped = { ...residual(), groups: [{ id: 'g1', name: 'b', nodes: ['2', '3'], collapsed: false, repeat: 1 }] };
    const node = { id: '4', op: 'tanh', name: '', params: {}, inputs: [undefined] };
    expect(insertOnEdge(grouped, '3', 0, node).groups[0]!.nodes).toEqual(['2', '3', '4']);
    expect(insertOnEdge(grouped, '3', 1, node).groups).toBe(grouped.groups);
  });

  it('redirects all readers of a value, outputs too, but not the new source itself', () => {
    const graph = { ...residual(), outputs: [port('1'), port('3')] };
    const redirected = redirect(graph, port('1'), port('2'));
    expect(lines(redirected)).toEqual(['1 input()', '2 relu(1)', '3 add(2 2)', 'outputs 2 3']);
  });

  it('gives the same graph back when nothing changes', () => {
    const graph = residual();
    expect(connect(graph, port('2'), '3', 0)).toBe(graph);
    expect(disconnect(graph, '3', 7, 2)).toBe(graph);
    expect(insertOnEdge(graph, '1', 0, graph.nodes[1]!)).toBe(graph);
  });
});
