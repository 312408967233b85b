import { describe, expect, it } from 'vitest';
import { createBuilder } from './builder.ts';
import { addNode, deleteAndHeal, moveNodes, removeNodes, rename, replaceKind, setParam } from './edits.ts';
import type { Graph } from './graph.ts';
import { nextNodeId } from './ids.ts';
import { graphText } from './text.ts';

/** 1 input, 2 conv2d, 3 relu, 4 add(3, 1). */
function residual(): Graph {
  const builder = createBuilder();
  const x = builder.add('input', { shape: [8, 8, 3] });
  builder.add('add', {}, builder.chain(x, ['conv2d', { filters: 3 }], ['relu']), x);
  return builder.build();
}

const kind = (name: string, fields: readonly (readonly [string, string])[], min = 1, max: number | undefined = 1) => ({
  kind: name,
  arity: { min, max },
  fields: fields.map(([field, of]) => ({ name: field, kind: of })),
});

describe('editing nodes', () => {
  it('adds a node where it is wanted in the order', () => {
    const added = addNode(residual(), { id: '5', op: 'relu', name: '', params: {}, inputs: [undefined] }, 1);
    expect(added.nodes.map((node) => node.id)).toEqual(['1', '5', '2', '3', '4']);
  });

  it('counts ids on from the largest', () => {
    expect(nextNodeId(residual())).toBe('5');
    expect(nextNodeId({ nodes: [], groups: [], outputs: [] })).toBe('1');
    expect(nextNodeId(addNode(residual(), { id: 'stem', op: 'relu', name: '', params: {}, inputs: [] }))).toBe('5');
  });

  it('removes a node and leaves its readers open', () => {
    expect(graphText(removeNodes(residual(), new Set(['2'])))).toBe(['1 input() shape=[8 8 3]', '3 relu(?)', '4 add(3 1)'].join('\n'));
  });

  it('deletes nodes and joins what they connected', () => {
    expect(graphText(deleteAndHeal(residual(), new Set(['2', '3'])))).toBe(['1 input() shape=[8 8 3]', '4 add(1 1)'].join('\n'));
  });

  it('moves a listed output back to what healed it, once', () => {
    const graph = {
      ...residual(),
      outputs: [
        { node: '2', port: 0 },
        { node: '3', port: 0 },
      ],
    };
    expect(deleteAndHeal(graph, new Set(['3'])).outputs).toEqual([{ node: '2', port: 0 }]);
    expect(removeNodes(graph, new Set(['3'])).outputs).toEqual([{ node: '2', port: 0 }]);
  });

  it('heals nothing out of a loop', () => {
    const node = (id: string, from: string) => ({ id, op: 'relu', name: '', params: {}, inputs: [{ node: from, port: 0 }] });
    const graph = { nodes: [node('a', 'b'), node('b', 'a'), node('c', 'a')], groups: [], outputs: [] };
    expect(deleteAndHeal(graph, new Set(['a', 'b'])).nodes[0]!.inputs).toEqual([undefined]);
  });

  it('takes removed nodes out of their block, and the block away with its last', () => {
    const graph: Graph = { ...residual(), groups: [{ id: 'g1', name: 'body', nodes: ['2', '3'], collapsed: false, repeat: 1 }] };
    expect(removeNodes(graph, new Set(['2'])).groups[0]!.nodes).toEqual(['3']);
    expect(removeNodes(graph, new Set(['2', '3'])).groups).toEqual([]);
  });

  it('sets and resets parameters', () => {
    const set = setParam(residual(), '2', 'kernelH', 5);
    expect(set.nodes[1]!.params).toEqual({ filters: 3, kernelH: 5 });
    expect(setParam(set, '2', 'kernelH', undefined).nodes[1]!.params).toEqual({ filters: 3 });
  });

  it('replaces a kind: connections and what both kinds know stay', () => {
    const conv = kind('conv2d', [
      ['filters', 'int'],
      ['kernelH', 'int'],
      ['padding', 'choice'],
    ]);
    const pool = kind('pool', [
      ['kernelH', 'int'],
      ['padding', 'text'],
    ]);
    const graph = setParam(setParam(residual(), '2', 'kernelH', 5), '2', 'padding', 'valid');
    const replaced = replaceKind(graph, '2', conv, pool).nodes[1]!;
    expect(replaced).toEqual({ id: '2', op: 'pool', name: '', params: { kernelH: 5 }, inputs: [{ node: '1', port: 0 }] });
  });

  it('fits inputs to the new kind', () => {
    const add = kind('add', [], 2, undefined);
    expect(replaceKind(residual(), '4', add, kind('relu', [])).nodes[3]!.inputs).toEqual([{ node: '3', port: 0 }]);
    expect(replaceKind(residual(), '3', kind('relu', []), add).nodes[2]!.inputs).toEqual([{ node: '2', port: 0 }, undefined]);
  });

  it('moves nodes in the order', () => {
    const ids = (graph: Graph): string => graph.nodes.map((node) => node.id).join('');
    expect(ids(moveNodes(residual(), new Set(['4']), 1))).toBe('1423');
    expect(ids(moveNodes(residual(), new Set(['1', '3']), 4))).toBe('2413');
    expect(ids(moveNodes(residual(), new Set(['2']), -3))).toBe('2134');
  });

  it('keeps the identity of every node it does not touch, and of the graph when nothing changes', () => {
    const graph = residual();
    const renamed = rename(graph, '3', 'gate');
    expect(renamed.nodes.map((node, i) => node === graph.nodes[i])).toEqual([true, true, false, true]);
    expect(removeNodes(graph, new Set(['2'])).nodes[0]).toBe(graph.nodes[0]);
    expect(deleteAndHeal(graph, new Set(['3'])).nodes[1]).toBe(graph.nodes[1]);
    for (const same of [
      rename(graph, '3', ''),
      rename(graph, 'ghost', 'x'),
      setParam(graph, '1', 'shape', [8, 8, 3]),
      setParam(graph, '2', 'kernelH', undefined),
      removeNodes(graph, new Set(['ghost'])),
      deleteAndHeal(graph, new Set()),
      moveNodes(graph, new Set(['2']), 1),
      replaceKind(graph, '3', undefined, kind('relu', [])),
    ])
      expect(same).toBe(graph);
  });
});
