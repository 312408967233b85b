import { describe, expect, it } from 'vitest';
import { newDesign } from '../core/document/new-design.ts';
import { createViewStore } from './view-store.ts';

describe('the view', () => {
  it('starts with what was remembered, and defaults for the rest', () => {
    expect(createViewStore({ theme: 'dark' }).getState()).toMatchObject({ theme: 'dark', lens: 'latency' });
  });

  it('opens the dock when a tab is asked for', () => {
    const store = createViewStore({ dockOpen: false });
    store.getState().showTab('chips');
    expect(store.getState()).toMatchObject({ dockOpen: true, dockTab: 'chips' });
  });

  it('shows one message once, until it is dismissed', () => {
    const store = createViewStore();
    const id = store.getState().say('Storage is full.', 'warning');
    expect(store.getState().say('Storage is full.')).toBe(id);
    expect(store.getState().messages).toEqual([{ id, kind: 'warning', text: 'Storage is full.' }]);
    store.getState().dismiss(id);
    expect(store.getState().messages).toEqual([]);
  });

  it('holds the design that was pinned', () => {
    const store = createViewStore();
    const design = newDesign();
    store.getState().pinBaseline(design);
    expect(store.getState().baseline).toBe(design);
  });
});
