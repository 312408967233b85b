import { describe, expect, it } from 'vitest';
import { createBuilder } from './builder.ts';
import { graphText } from './text.ts';

describe('a graph in words', () => {
  it('has a line for each node, with its inputs, parameters, name and type', () => {
    const builder = createBuilder();
    const x = builder.add('input', { shape: [4, 4, 2] });
    const parts = builder.name(builder.add('split', { parts: 2 }, x), 'halves');
    const sum = builder.add('add', {}, parts, builder.port(parts, 1));
    builder.group('body', [parts, sum]);
    builder.outputs(sum, builder.port(parts, 1));
    const graph = builder.build();
    const types = new Map([['1', [{ shape: [1, 4, 4, 2], type: 'int8' as const }]]]);
    expect(graphText(graph, types).split('\n')).toEqual([
      '1 input() shape=[4 4 2] -> 1x4x4x2 int8',
      '2 split(1) parts=2 "halves" -> ?',
      '3 add(2 2:1) -> ?',
      'group g1 "body" x1: 2 3',
      'outputs 3 2:1',
    ]);
  });
});
