import { describe, expect, it } from 'vitest';
import { graphText } from '../../core/graph/text.ts';
import { createDesignStore } from '../../state/design-store.ts';
import { createSelectionStore } from '../../state/selection-store.ts';
import { createCommands } from './commands.ts';

function chain() {
  const design = createDesignStore();
  const selection = createSelectionStore();
  const commands = createCommands({ design, selection });
  for (const kind of ['input', 'conv2d', 'relu', 'dense'] as const) commands.insert(kind, { kind: 'append' });
  const lines = (): readonly string[] => graphText(design.getState().design.graph).split('\n');
  return { design, selection, commands, lines };
}

describe('what the user does to the graph', () => {
  it('grows a chain behind the selection, one undo entry an operation', () => {
    const { lines, design, selection } = chain();
    expect(lines()).toEqual(['1 input()', '2 conv2d(1)', '3 relu(2)', '4 dense(3)']);
    expect(selection.getState().nodes).toEqual(['4']);
    design.getState().undo();
    expect(lines()).toHaveLength(3);
  });

  it('heals the gap of a deleted node, or leaves it', () => {
    const { commands, lines, design } = chain();
    commands.remove(['3'], true);
    expect(lines()).toEqual(['1 input()', '2 conv2d(1)', '4 dense(2)']);
    design.getState().undo();
    commands.remove(['3'], false);
    expect(lines()).toEqual(['1 input()', '2 conv2d(1)', '4 dense(?)']);
  });

  it('takes one stepper gesture back in one go', () => {
    const { commands, lines, design } = chain();
    commands.setParams(['2'], 'filters', 17, 'filters 2');
    commands.setParams(['2'], 'filters', 18, 'filters 2');
    commands.endGesture();
    commands.setParams(['2'], 'filters', 19, 'filters 2');
    design.getState().undo();
    expect(lines()[1]).toBe('2 conv2d(1) filters=18');
    design.getState().undo();
    expect(lines()[1]).toBe('2 conv2d(1)');
  });

  it('leaves a value out of the document when it is the default again', () => {
    const { commands, lines } = chain();
    commands.setParams(['2'], 'filters', 17);
    commands.setParams(['2'], 'filters', 16);
    expect(lines()[1]).toBe('2 conv2d(1)');
  });

  it('forgets the name that is the automatic one', () => {
    const { commands, design } = chain();
    commands.renameNode('2', 'stem');
    commands.renameNode('2', 'conv2d 2');
    expect(design.getState().design.graph.nodes[1]!.name).toBe('');
  });

  it('moves an edge from one input to another', () => {
    const { commands, lines } = chain();
    commands.insert('add', { kind: 'after', node: '2', port: 0 });
    commands.connect({ node: '3', port: 0 }, '5', 1);
    commands.reconnect({ node: '5', input: 1 }, { node: '1', port: 0 }, { node: '5', input: 1 });
    expect(lines()).toContain('5 add(2 1)');
  });

  it('drops the places of nodes that are gone', () => {
    const { commands, design } = chain();
    commands.place(new Map([['3', [10, 20]]]));
    commands.remove(['3'], true);
    expect(design.getState().design.positions).toEqual({});
  });

  it('runs nodes earlier and later, and stops at the ends', () => {
    const { commands, lines, design } = chain();
    commands.reorder(['3'], 1);
    expect(lines().map((line) => line[0])).toEqual(['1', '2', '4', '3']);
    const { past } = design.getState();
    commands.reorder(['3'], 1);
    expect(design.getState().past).toBe(past);
  });

  it('chooses a runtime that the chip runs', () => {
    const { commands, design } = chain();
    commands.setChip('esp32');
    expect(design.getState().design.runtime).toBe('tflm-reference');
  });
});
