import { describe, expect, it } from 'vitest';
import { createBuilder } from '../../../core/graph/builder.ts';
import { lower } from '../../../core/lower/lower.ts';
import type { OpKind } from '../../../core/ops/registry.ts';
import { tensorChoices } from './tensor-choices.ts';

const net = createBuilder<OpKind>();
net.chain(
  net.add('input', { shape: [8, 8, 3] }),
  ['conv2d', { filters: 4, activation: 'none' }],
  ['batch_norm'],
  ['relu'],
  ['flatten'],
  ['dense', { units: 2 }],
);
const graph = net.build();
const { deployed } = lower(graph, { scheme: 'int8', io: 'int8' });

const wordsOf = (node: string | undefined): readonly string[] => tensorChoices(graph, deployed, node).choices.map(({ words }) => words);

describe('the tensors of a node', () => {
  it('are what it gives, reads and keeps', () => {
    expect(wordsOf('2')).toEqual(['Output, 1x8x8x4 int8', 'Input, 1x8x8x3 int8', 'kernel, 4x3x3x3 int8', 'bias, 4 int32']);
  });

  it('are those of the node it was merged into, which is named', () => {
    expect(tensorChoices(graph, deployed, '3').within).toBe('2');
    expect(wordsOf('4')).toEqual(wordsOf('2'));
  });

  it('are the outputs of the network when nothing is selected, and the input of an input', () => {
    expect(wordsOf(undefined)).toEqual(['Output of the network, 1x2 int8']);
    expect(wordsOf('1')).toEqual(['Input, 1x8x8x3 int8']);
  });
});
