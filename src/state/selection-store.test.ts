import { describe, expect, it } from 'vitest';
import { createSelectionStore } from './selection-store.ts';

describe('the selection', () => {
  it('keeps the same array when the same nodes are selected again', () => {
    const store = createSelectionStore();
    store.getState().select(['a', 'b']);
    const { nodes } = store.getState();
    store.getState().select(['a', 'b']);
    expect(store.getState().nodes).toBe(nodes);
  });

  it('adds and takes away one node by toggling, and the focus follows', () => {
    const store = createSelectionStore();
    store.getState().toggle('a');
    store.getState().toggle('b');
    expect(store.getState().nodes).toEqual(['a', 'b']);
    store.getState().toggle('a');
    expect(store.getState().nodes).toEqual(['b']);
    expect(store.getState().focused).toBe('a');
  });

  it('is either nodes or one edge', () => {
    const store = createSelectionStore();
    store.getState().select(['a']);
    store.getState().selectEdge({ node: 'b', input: 0 });
    expect(store.getState().nodes).toEqual([]);
    store.getState().select(['a']);
    expect(store.getState().edge).toBeUndefined();
  });

  it('forgets nodes that were deleted', () => {
    const store = createSelectionStore();
    store.getState().select(['a', 'b']);
    store.getState().hover('b');
    store.getState().keepOnly(new Set(['a']));
    expect(store.getState()).toMatchObject({ nodes: ['a'], hovered: undefined, focused: undefined });
  });
});
