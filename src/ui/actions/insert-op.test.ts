import { describe, expect, it } from 'vitest';
import { newDesign } from '../../core/document/new-design.ts';
import type { Design } from '../../core/document/design.ts';
import { graphText } from '../../core/graph/text.ts';
import { appendOp, insertOp } from './insert-op.ts';

function grown(...kinds: readonly Parameters<typeof appendOp>[1][]): Design {
  return kinds.reduce((design, kind) => appendOp(design, kind, undefined).design, newDesign());
}

const lines = (design: Design): readonly string[] => graphText(design.graph).split('\n');

describe('a click in the palette', () => {
  it('gives an empty design an input first', () => {
    expect(lines(grown('conv2d'))).toEqual(['1 input()', '2 conv2d(1)']);
  });

  it('goes behind the last node when nothing is selected', () => {
    expect(lines(grown('conv2d', 'relu'))).toEqual(['1 input()', '2 conv2d(1)', '3 relu(2)']);
  });

  it('takes over the readers of the selected node', () => {
    const { design, nodes } = appendOp(grown('conv2d', 'relu'), 'max_pool2d', '2');
    expect(lines(design)).toEqual(['1 input()', '2 conv2d(1)', '4 max_pool2d(2)', '3 relu(4)']);
    expect(nodes).toEqual(['4']);
  });

  it('only feeds an operation that takes several values', () => {
    const { design } = appendOp(grown('conv2d', 'relu'), 'add', '2');
    expect(lines(design)).toEqual(['1 input()', '2 conv2d(1)', '4 add(2 ?)', '3 relu(2)']);
  });
});

describe('an operation put somewhere', () => {
  it('lands on an edge between its ends', () => {
    const { design } = insertOp(grown('conv2d', 'relu'), 'dropout', { kind: 'edge', edge: { node: '3', input: 0 } });
    expect(lines(design)).toEqual(['1 input()', '2 conv2d(1)', '4 dropout(2)', '3 relu(4)']);
  });

  it('branches off a port without touching its other readers', () => {
    const { design } = insertOp(grown('conv2d', 'relu'), 'dense', { kind: 'after', node: '2', port: 0 });
    expect(lines(design)).toEqual(['1 input()', '2 conv2d(1)', '4 dense(2)', '3 relu(2)']);
  });

  it('feeds an input that was dragged from', () => {
    const { design } = insertOp(grown('add'), 'input', { kind: 'before', node: '2', input: 1 });
    expect(lines(design)).toEqual(['1 input()', '3 input()', '2 add(1 3)']);
  });

  it('replaces kinds in place and keeps their connections', () => {
    const { design, nodes } = insertOp(grown('conv2d', 'relu'), 'relu6', { kind: 'replace', nodes: ['3'] });
    expect(lines(design)).toEqual(['1 input()', '2 conv2d(1)', '3 relu6(2)']);
    expect(nodes).toEqual(['3']);
  });

  it('stays where it was dropped', () => {
    const { design } = insertOp(newDesign(), 'input', { kind: 'free', place: [40, 80] });
    expect(design.positions).toEqual({ '1': [40, 80] });
  });
});
