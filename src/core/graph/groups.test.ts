import { describe, expect, it } from 'vitest';
import { createBuilder } from './builder.ts';
import type { Graph } from './graph.ts';
import { groupNodes, groupOf, renameGroup, setCollapsed, setRepeat, ungroup } from './groups.ts';

function chain(): Graph {
  const builder = createBuilder();
  builder.chain(builder.add('input'), ['relu'], ['tanh'], ['relu']);
  return builder.build();
}

describe('blocks', () => {
  it('hold their nodes in running order, and a node is in one only', () => {
    const first = groupNodes(chain(), new Set(['3', '2']), 'a');
    expect(first.groups).toEqual([{ id: 'g1', name: 'a', nodes: ['2', '3'], collapsed: false, repeat: 1 }]);
    const second = groupNodes(first, new Set(['3', '4']), 'b');
    expect(second.groups.map((group) => [group.id, group.nodes])).toEqual([
      ['g1', ['2']],
      ['g2', ['3', '4']],
    ]);
    expect(groupOf(second, '3')?.name).toBe('b');
    expect(groupOf(second, '1')).toBeUndefined();
  });

  it('are collapsed, repeated, renamed and dissolved', () => {
    const graph = groupNodes(chain(), new Set(['2', '3']), 'a');
    const changed = renameGroup(setRepeat(setCollapsed(graph, 'g1', true), 'g1', 3), 'g1', 'body');
    expect(changed.groups).toEqual([{ id: 'g1', name: 'body', nodes: ['2', '3'], collapsed: true, repeat: 3 }]);
    expect(ungroup(changed, 'g1')).toEqual(chain());
  });

  it('stay the same graph when nothing changes', () => {
    const graph = groupNodes(chain(), new Set(['2']), 'a');
    expect(groupNodes(graph, new Set(['ghost']), 'b')).toBe(graph);
    expect(setCollapsed(graph, 'g1', false)).toBe(graph);
    expect(setRepeat(graph, 'g9', 4)).toBe(graph);
    expect(ungroup(graph, 'g9')).toBe(graph);
  });
});
