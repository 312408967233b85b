import { describe, expect, it } from 'vitest';
import { createBuilder } from './builder.ts';
import { copyNodes, duplicate, paste } from './clipboard.ts';
import { EMPTY_GRAPH, type Graph } from './graph.ts';
import { graphText } from './text.ts';

/** 1 input, 2 conv2d(1), 3 relu(2), 4 add(3, 1), with 2 and 3 a block. */
function residual(): Graph {
  const builder = createBuilder();
  const x = builder.add('input');
  const conv = builder.add('conv2d', { filters: 3 }, x);
  const relu = builder.add('relu', {}, conv);
  builder.add('add', {}, relu, x);
  builder.group('body', [conv, relu], 2);
  return builder.build();
}

describe('copying', () => {
  it('duplicates nodes behind themselves; copies read what the originals read', () => {
    const { graph, created } = duplicate(residual(), new Set(['2', '3']));
    expect(created).toEqual(['5', '6']);
    expect(graphText(graph)).toBe(
      [
        '1 input()',
        '2 conv2d(1) filters=3',
        '3 relu(2)',
        '5 conv2d(1) filters=3',
        '6 relu(5)',
        '4 add(3 1)',
        'group g1 "body" x2: 2 3',
        'group g2 "body" x2: 5 6',
      ].join('\n'),
    );
  });

  it('cuts edges from outside when copying to the clipboard, and renames on paste', () => {
    const clip = copyNodes(residual(), new Set(['2', '3', '4']));
    const { graph, created } = paste(residual(), clip);
    expect(created).toEqual(['5', '6', '7']);
    expect(graphText(graph).split('\n').slice(4, 7)).toEqual(['5 conv2d(?) filters=3', '6 relu(5)', '7 add(6 ?)']);
    expect(graphText(paste(EMPTY_GRAPH, clip).graph).split('\n')[2]).toBe('3 add(2 ?)');
  });

  it('takes a block along only whole', () => {
    expect(copyNodes(residual(), new Set(['2'])).groups).toEqual([]);
    expect(copyNodes(residual(), new Set(['1', '2', '3'])).groups.length).toBe(1);
  });

  it('leaves the originals untouched', () => {
    const graph = residual();
    const copied = duplicate(graph, new Set(['1', '2', '3', '4'])).graph;
    expect(graph.nodes.every((node, i) => copied.nodes[i] === node)).toBe(true);
  });
});
