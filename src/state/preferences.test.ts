import { describe, expect, it } from 'vitest';
import { readPreferences, rememberPreferences, type PreferenceStorage } from './preferences.ts';
import { createViewStore } from './view-store.ts';

function createStorage(initial?: string): PreferenceStorage {
  let text = initial ?? null;
  return { getItem: () => text, setItem: (_, value) => (text = value) };
}

const FORBIDDEN: PreferenceStorage = {
  getItem: () => {
    throw new DOMException('no', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('no', 'SecurityError');
  },
};

describe('preferences', () => {
  it('are the same after a reload', () => {
    const storage = createStorage();
    const view = createViewStore();
    rememberPreferences(view, storage);
    view.getState().set({ theme: 'dark', dockHeight: 300 });
    expect(createViewStore(readPreferences(storage)).getState()).toMatchObject({ theme: 'dark', dockHeight: 300, lens: 'latency' });
  });

  it.each(['{"theme":"pink"}', 'not JSON', '[]', 'null'])('%s is ignored', (text) => {
    expect(readPreferences(createStorage(text))).toEqual({});
  });

  it('are not kept where the browser forbids it, and nothing breaks', () => {
    const view = createViewStore(readPreferences(FORBIDDEN));
    rememberPreferences(view, FORBIDDEN);
    view.getState().set({ lens: 'macs' });
    expect(view.getState().lens).toBe('macs');
  });
});
