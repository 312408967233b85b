import { describe, expect, it } from 'vitest';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import type { GraphNode } from '../core/graph/graph.ts';
import { createDesignStore, type DesignStore } from './design-store.ts';

function node(id: string, filters = 8): GraphNode {
  return { id, op: 'conv2d', name: '', params: { filters }, inputs: [] };
}

function withNodes(...nodes: GraphNode[]): Design {
  const design = newDesign('Test');
  return { ...design, graph: { ...design.graph, nodes } };
}

function setFilters(id: string, filters: number): (design: Design) => Design {
  return (design) => {
    const nodes = design.graph.nodes.map((each) => (each.id === id ? node(id, filters) : each));
    return { ...design, graph: { ...design.graph, nodes } };
  };
}

function filtersOf(store: DesignStore, id: string): unknown {
  return store.getState().design.graph.nodes.find((each) => each.id === id)?.params['filters'];
}

function storeOf(...nodes: GraphNode[]): DesignStore {
  let count = 0;
  return createDesignStore(withNodes(...nodes), () => `design-${++count}`);
}

describe('the design store', () => {
  it('undoes and redoes an edit, and leaves untouched nodes the same objects', () => {
    const store = storeOf(node('a'), node('b'));
    const untouched = store.getState().design.graph.nodes[1];
    store.getState().edit('Filters', setFilters('a', 16));
    expect(filtersOf(store, 'a')).toBe(16);
    store.getState().undo();
    expect(filtersOf(store, 'a')).toBe(8);
    store.getState().redo();
    expect(filtersOf(store, 'a')).toBe(16);
    expect(store.getState().design.graph.nodes[1]).toBe(untouched);
  });

  it('makes one entry of a gesture, and a new one after the gesture ended', () => {
    const store = storeOf(node('a'));
    for (const filters of [9, 10, 11]) store.getState().edit('Filters', setFilters('a', filters), 'a.filters');
    expect(store.getState().past).toHaveLength(1);
    store.getState().endGesture();
    store.getState().edit('Filters', setFilters('a', 12), 'a.filters');
    expect(store.getState().past).toHaveLength(2);
    store.getState().undo();
    expect(filtersOf(store, 'a')).toBe(11);
    store.getState().undo();
    expect(filtersOf(store, 'a')).toBe(8);
  });

  it('drops the entry of a drag that ends where it began', () => {
    const store = storeOf(node('a'));
    const moveTo = (x: number) => (design: Design) => ({ ...design, name: `at ${x}` });
    store.getState().edit('Name', moveTo(1), 'drag');
    store.getState().edit('Name', (design) => ({ ...design, name: 'Test' }), 'drag');
    expect(store.getState().past).toHaveLength(0);
    expect(store.getState().dirty).toBe(false);
  });

  it('does not count a change that changes nothing', () => {
    const store = storeOf(node('a'));
    store.getState().edit('Nothing', (design) => design);
    store.getState().edit('Nothing', (design) => ({ ...design }));
    expect(store.getState().canUndo).toBe(false);
  });

  it('forgets what was undone at the next edit', () => {
    const store = storeOf(node('a'));
    store.getState().edit('Filters', setFilters('a', 9));
    store.getState().undo();
    expect(store.getState().canRedo).toBe(true);
    store.getState().edit('Filters', setFilters('a', 10));
    expect(store.getState().canRedo).toBe(false);
  });

  it('is clean again when undo returns to what was saved', () => {
    const store = storeOf(node('a'));
    store.getState().edit('Filters', setFilters('a', 9));
    store.getState().markSaved();
    store.getState().edit('Filters', setFilters('a', 10));
    expect(store.getState().dirty).toBe(true);
    store.getState().undo();
    expect(store.getState().dirty).toBe(false);
    store.getState().undo();
    expect(store.getState().dirty).toBe(true);
  });

  it('does not make an edit that could not be opened again, and says why', () => {
    const refused: string[] = [];
    const store = createDesignStore(newDesign('Test'), undefined, (reason) => refused.push(reason));
    store.getState().edit('Rename', (design) => ({ ...design, name: 'x'.repeat(1001) }));
    store.getState().edit('Filters', () => withNodes(node('a', Number.NaN)));
    expect(store.getState()).toMatchObject({ canUndo: false, design: { name: 'Test' } });
    expect(refused).toEqual([
      "name: expected a text of at most 1000 characters, got 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'",
      expect.stringMatching(/^graph\.nodes\[0\]\.params\.filters: expected /) as string,
    ]);
  });

  it('opens a design as new under another id, or in place under the same one', () => {
    const store = storeOf(node('a'));
    store.getState().edit('Filters', setFilters('a', 9));
    store.getState().open(withNodes(node('b')), { asNew: true });
    expect(store.getState().id).toBe('design-2');
    expect(store.getState().canUndo).toBe(false);
    store.getState().open(withNodes(node('c')), { asNew: false });
    expect(store.getState().id).toBe('design-2');
    store.getState().open(withNodes(node('d')), { id: 'stored' });
    expect(store.getState().id).toBe('stored');
  });

  it('drops the origin of a file at an edit of the network, and brings it back on undo', () => {
    const origin = { fileName: 'a.tflite', fileBytes: 1000, blob: 'f'.repeat(64), tensorOrder: [] };
    const store = createDesignStore({ ...withNodes(node('a')), origin });
    store.getState().edit('Chip', (design) => ({ ...design, chip: 'stm32l4r5zi' }));
    expect(store.getState().design.origin).toBe(origin);
    store.getState().edit('Filters', setFilters('a', 9));
    expect(store.getState().design.origin).toBeUndefined();
    store.getState().undo();
    expect(store.getState().design.origin).toBe(origin);
  });
});
