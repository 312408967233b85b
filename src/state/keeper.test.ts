import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newDesign } from '../core/document/new-design.ts';
import { DAMAGED } from './autosave.ts';
import { createDesignStore, type DesignStore } from './design-store.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { BECAME_COPY, CONFLICT, FOLLOWING } from './sharing.ts';
import type { Storage } from './storage.ts';
import type { Tabs } from './tabs.ts';

/** Several tabs of one browser. */
function createBrowser() {
  const lines = new Map<string, (() => void)[]>();
  const listeners: ((id: string) => void)[] = [];
  const leave = (id: string, granted: () => void): void => {
    const line = lines.get(id) ?? [];
    const first = line[0] === granted;
    line.splice(line.indexOf(granted), 1);
    if (first) line[0]?.();
  };
  return (): Tabs & { close: () => void } => {
    const held: (() => void)[] = [];
    return {
      hold: async (id, whenFreed) => {
        const line = lines.get(id) ?? [];
        lines.set(id, line);
        const owner = line.push(whenFreed) === 1;
        const release = (): void => leave(id, whenFreed);
        held.push(release);
        return { owner, release };
      },
      isHeld: async (id) => (lines.get(id) ?? []).length > 0,
      announceSaved: (id) => listeners.forEach((listener) => listener(id)),
      onSaved: (listener) => void listeners.push(listener),
      close: () => held.forEach((release) => release()),
    };
  };
}

interface Tab {
  readonly store: DesignStore;
  readonly keeper: Keeper;
  readonly said: string[];
  readonly close: () => void;
  following: boolean;
}

let ids = 0;

function openTab(storage: Storage, tabs: Tabs & { close: () => void }): Tab {
  const newId = (): string => `id-${++ids}`;
  const store = createDesignStore(newDesign('First'), newId);
  const said: string[] = [];
  const tab: Tab = {
    store,
    said,
    close: tabs.close,
    following: false,
    keeper: createKeeper({
      designs: store,
      storage,
      tabs,
      newId,
      now: () => Date.now(),
      onStatus: () => {},
      onFollowing: (following) => (tab.following = following),
      onListChange: () => {},
      say: (text) => said.push(text),
    }),
  };
  return tab;
}

function rename(tab: Tab, name: string): void {
  tab.store.getState().edit('Rename', (design) => ({ ...design, name }));
}

async function names(storage: Storage, id: string): Promise<unknown[]> {
  return (await storage.revisions(id)).map((revision) => (revision.value as { name: string }).name);
}

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  ids = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a kept design', () => {
  it('is saved a moment after the last of several quick edits', async () => {
    const storage = createMemoryStorage();
    const tab = openTab(storage, createBrowser()());
    rename(tab, 'A');
    await wait(300);
    rename(tab, 'B');
    await wait(399);
    expect(await names(storage, 'id-1')).toEqual([]);
    await wait(1);
    expect(await names(storage, 'id-1')).toEqual(['B']);
  });

  it('is saved within two seconds of edits that never pause', async () => {
    const storage = createMemoryStorage();
    const tab = openTab(storage, createBrowser()());
    for (let i = 0; i < 10; i++) {
      rename(tab, `Name ${i}`);
      await wait(250);
    }
    expect(await names(storage, 'id-1')).toEqual(['Name 7']);
  });

  it('is not saved before it is edited, unless asked for', async () => {
    const storage = createMemoryStorage();
    const tab = openTab(storage, createBrowser()());
    await wait(5000);
    expect(await storage.list()).toEqual([]);
    tab.keeper.keep();
    await tab.keeper.flush();
    expect(await storage.list()).toMatchObject([{ id: 'id-1', name: 'First', revision: 1 }]);
  });

  it('keeps each revision, and the last twenty of them', async () => {
    const storage = createMemoryStorage();
    const tab = openTab(storage, createBrowser()());
    for (let i = 1; i <= 25; i++) {
      rename(tab, `Name ${i}`);
      await wait(400);
    }
    const revisions = await storage.revisions('id-1');
    expect(revisions.map((revision) => revision.number)).toEqual(Array.from({ length: 20 }, (_, i) => 25 - i));
  });

  it('is saved when another design is opened before the moment has come', async () => {
    const storage = createMemoryStorage();
    const tab = openTab(storage, createBrowser()());
    rename(tab, 'Edited');
    tab.store.getState().open(newDesign('Second'));
    await tab.keeper.flush();
    expect(await names(storage, 'id-1')).toEqual(['Edited']);
    expect(await names(storage, 'id-2')).toEqual([]);
  });

  it('opens with the revision before when the last one cannot be read', async () => {
    const storage = createMemoryStorage();
    const snapshot = { id: 'x', name: 'X', nodes: 0, savedAt: 1, blobs: [] };
    await storage.append({ ...snapshot, value: newDesign('Good') }, 0);
    await storage.append({ ...snapshot, value: { version: 1, name: 'Torn' } }, 1);
    const tab = openTab(storage, createBrowser()());
    expect(await tab.keeper.load('x')).toEqual(newDesign('Good'));
    expect(tab.said).toEqual([DAMAGED]);
    tab.store.getState().open(newDesign('Good'), { id: 'x' });
    rename(tab, 'Mended');
    await tab.keeper.flush();
    expect((await storage.revisions('x')).map((revision) => revision.number)).toEqual([3, 2, 1]);
  });
});

/** Two tabs with the same design open; the first one holds it. */
async function twoTabs(): Promise<{ storage: Storage; first: Tab; second: Tab; id: string }> {
  const storage = createMemoryStorage();
  const browser = createBrowser();
  const first = openTab(storage, browser());
  rename(first, 'Shared');
  await first.keeper.flush();
  const { id } = first.store.getState();
  const second = openTab(storage, browser());
  const design = await second.keeper.load(id);
  second.store.getState().open(design!, { id });
  await wait(0);
  return { storage, first, second, id };
}

describe('two tabs on one design', () => {
  it('the second follows what the first saves', async () => {
    const { first, second } = await twoTabs();
    expect(second.following).toBe(true);
    expect(second.said).toEqual([FOLLOWING]);
    rename(first, 'Changed in the first');
    await first.keeper.flush();
    await wait(0);
    expect(second.store.getState().design.name).toBe('Changed in the first');
  });

  it('the second becomes a copy when it is edited, and the first keeps its own', async () => {
    const { storage, first, second, id } = await twoTabs();
    rename(second, 'Mine');
    await second.keeper.flush();
    expect(second.said).toEqual([FOLLOWING, BECAME_COPY]);
    expect(second.following).toBe(false);
    expect(second.store.getState().id).not.toBe(id);
    expect(second.store.getState().canUndo).toBe(true);
    expect(await names(storage, id)).toEqual(['Shared']);
    expect(await names(storage, second.store.getState().id)).toEqual(['Mine']);
    rename(first, 'Changed in the first');
    await first.keeper.flush();
    await wait(0);
    expect(second.store.getState().design.name).toBe('Mine');
  });

  it('the second takes over when the first is closed', async () => {
    const { storage, first, second, id } = await twoTabs();
    first.close();
    await wait(0);
    expect(second.following).toBe(false);
    rename(second, 'Taken over');
    await second.keeper.flush();
    expect(await names(storage, id)).toEqual(['Taken over', 'Shared']);
  });

  it('without locks, the one that saves last becomes a copy', async () => {
    const storage = createMemoryStorage();
    const first = openTab(storage, createBrowser()());
    rename(first, 'Shared');
    await first.keeper.flush();
    const { id } = first.store.getState();
    const second = openTab(storage, createBrowser()());
    const design = await second.keeper.load(id);
    second.store.getState().open(design!, { id });
    rename(first, 'From the first');
    await first.keeper.flush();
    rename(second, 'From the second');
    await second.keeper.flush();
    expect(second.said).toEqual([CONFLICT]);
    expect(await names(storage, id)).toEqual(['From the first', 'Shared']);
    expect(await names(storage, second.store.getState().id)).toEqual(['From the second']);
  });
});
