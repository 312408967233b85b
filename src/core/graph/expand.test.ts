import { describe, expect, it } from 'vitest';
import { createBuilder } from './builder.ts';
import { expand, originalNode } from './expand.ts';
import type { Graph, PortRef } from './graph.ts';
import { graphText } from './text.ts';

/** 1 input, a residual block of 2 conv2d(1), 3 add(2, 1), then 4 relu(3). */
function residual(repeat: number): Graph {
  const builder = createBuilder();
  const x = builder.add('input');
  const conv = builder.add('conv2d', {}, x);
  const sum = builder.add('add', {}, conv, x);
  builder.add('relu', {}, sum);
  builder.group('body', [conv, sum], repeat);
  return builder.build();
}

function blockOf(write: (builder: ReturnType<typeof createBuilder>, x: PortRef) => readonly PortRef[]): Graph {
  const builder = createBuilder();
  builder.group('body', write(builder, builder.add('input')), 2);
  return builder.build();
}

describe('repeated blocks', () => {
  it('become copies in series, each fed by the one before', () => {
    const { graph, problems } = expand(residual(3));
    expect(problems).toEqual([]);
    expect(graphText(graph).split('\n')).toEqual([
      '1 input()',
      '2 conv2d(1)',
      '3 add(2 1)',
      '2#2 conv2d(3)',
      '3#2 add(2#2 3)',
      '2#3 conv2d(3#2)',
      '3#3 add(2#3 3#2)',
      '4 relu(3#3)',
    ]);
  });

  it('hand on the last copy as an output of the network', () => {
    const graph = { ...residual(2), outputs: [{ node: '3', port: 0 }] };
    expect(expand(graph).graph.outputs).toEqual([{ node: '3#2', port: 0 }]);
  });

  it('repeat at the end of a network too', () => {
    const { graph, problems } = expand(blockOf((builder, x) => [builder.add('relu', {}, x)]));
    expect(problems).toEqual([]);
    expect(graphText(graph).split('\n')).toEqual(['1 input()', '2 relu(1)', '2#2 relu(2)']);
  });

  it('cannot have two ways in or out', () => {
    const twoIn = blockOf((builder, x) => [builder.add('add', {}, x, builder.add('input'))]);
    const twoOut = blockOf((builder, x) => [builder.add('relu', {}, x), builder.add('tanh', {}, x)]);
    expect(expand(twoIn).problems).toEqual([
      { node: '3', message: 'The block "body" is repeated, which needs one value going in and one coming out; it has 2 and 1' },
    ]);
    expect(expand(twoOut).problems.map((problem) => problem.message)).toEqual([
      'The block "body" is repeated, which needs one value going in and one coming out; it has 1 and 2',
    ]);
    expect(expand(twoOut).graph.nodes.length).toBe(3);
  });

  it('stay within reason', () => {
    expect(expand(residual(10_000)).problems[0]?.message).toBe('The block "body" repeated 10000 times gives more than 10000 nodes');
    expect(expand(residual(2.5)).problems[0]?.message).toBe('The block "body" must be repeated a whole number of times, got 2.5');
  });

  it('are not touched when nothing is repeated', () => {
    const graph = residual(1);
    expect(expand(graph).graph).toBe(graph);
  });

  it('know which node a copy stands for', () => {
    expect(originalNode('7#3')).toBe('7');
    expect(originalNode('7')).toBe('7');
  });
});
