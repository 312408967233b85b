import { describe, expect, it } from 'vitest';
import type { Estimate } from '../core/cost/estimate-types.ts';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import { encodeLink } from '../core/formats/link/link.ts';
import type { PreferenceStorage } from './preferences.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { startSession, type Session } from './session.ts';
import type { Storage } from './storage.ts';
import { ALONE, type Tabs } from './tabs.ts';

const EMPTY_ESTIMATE = { problems: [], warnings: [] } as unknown as Estimate;
const COSTING = { createEstimator: () => () => EMPTY_ESTIMATE, nodeFacts: () => new Map() };

function createMemory(): PreferenceStorage {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

/** What outlives a reload. */
interface Browser {
  /** Undefined: the browser forbids it. */
  readonly storage: Storage | undefined;
  readonly preferences: PreferenceStorage;
  readonly tabMemory: PreferenceStorage;
}

function createBrowser(): Browser & { storage: Storage } {
  return { storage: createMemoryStorage(), preferences: createMemory(), tabMemory: createMemory() };
}

async function visit(browser: Browser, fragment = '', tabs: Tabs = ALONE): Promise<Session & { typed: (fragment: string) => void }> {
  let current = fragment;
  let changed = (): void => {};
  const session = startSession({
    costing: COSTING,
    address: { fragment: () => current, replace: (next) => (current = next), onChange: (listener) => (changed = listener) },
    openStorage: () => (browser.storage === undefined ? Promise.reject(new Error('blocked')) : Promise.resolve(browser.storage)),
    createTabs: () => tabs,
    createOrderJob: () => ({ ask: async () => ({ kind: 'superseded' }), stop: () => {} }),
    preferences: browser.preferences,
    tabMemory: browser.tabMemory,
    onLeaving: () => {},
  });
  await session.ready;
  const typed = (next: string): void => {
    current = next;
    changed();
  };
  return { ...session, typed };
}

async function edited({ stores }: Session, name: string): Promise<void> {
  stores.design.getState().edit('Rename', (design): Design => ({ ...design, name }));
  await stores.library.getState().flush();
}

function nameOf({ stores }: Session): string {
  return stores.design.getState().design.name;
}

describe('a visit', () => {
  it('starts empty the first time', async () => {
    const first = await visit(createBrowser());
    expect(nameOf(first)).toBe('Untitled');
    expect(first.stores.library.getState().recent).toEqual([]);
  });

  it('continues after a reload with the design this tab had open, under the same id', async () => {
    const browser = createBrowser();
    const first = await visit(browser);
    await edited(first, 'Mine');
    const second = await visit(browser, `#d=${encodeLink(newDesign('Mine'))}`);
    expect(nameOf(second)).toBe('Mine');
    expect(second.stores.design.getState().id).toBe(first.stores.design.getState().id);
    await edited(second, 'Mine, later');
    expect(second.stores.library.getState().recent).toHaveLength(1);
  });

  it('opens a link beside what was open, and keeps both', async () => {
    const browser = createBrowser();
    const first = await visit(browser);
    await edited(first, 'Mine');
    const second = await visit(browser, `#d=${encodeLink(newDesign('Theirs'))}`);
    expect(nameOf(second)).toBe('Theirs');
    await edited(second, 'Theirs, changed');
    expect(
      second.stores.library
        .getState()
        .recent.map((each) => each.name)
        .toSorted(),
    ).toEqual(['Mine', 'Theirs, changed']);
  });

  it('opens a link put into the address as a new design', async () => {
    const session = await visit(createBrowser());
    await edited(session, 'Mine');
    const { id } = session.stores.design.getState();
    session.typed(`#d=${encodeLink(newDesign('Pasted'))}`);
    expect(nameOf(session)).toBe('Pasted');
    expect(session.stores.design.getState().id).not.toBe(id);
    session.typed('#d=1.broken');
    expect(nameOf(session)).toBe('Pasted');
    expect(session.stores.view.getState().messages[0]?.text).toMatch(/^This link cannot be opened: /);
  });

  it('shows a message for a bad link, and the last design', async () => {
    const browser = createBrowser();
    await edited(await visit(browser), 'Mine');
    const second = await visit(browser, '#d=1.AAAA');
    expect(nameOf(second)).toBe('Mine');
    expect(second.stores.view.getState().messages).toHaveLength(1);
  });

  it('continues in a new tab with the newest design, unless another tab holds it', async () => {
    const browser = createBrowser();
    await edited(await visit(browser), 'Mine');
    const newTab = { ...browser, tabMemory: createMemory() };
    expect(nameOf(await visit(newTab))).toBe('Mine');
    expect(nameOf(await visit({ ...browser, tabMemory: createMemory() }, '', { ...ALONE, isHeld: async () => true }))).toBe('Untitled');
  });

  it('works when the storage cannot be opened', async () => {
    const session = await visit({ ...createBrowser(), storage: undefined });
    await edited(session, 'Mine');
    expect(nameOf(session)).toBe('Mine');
    expect(session.stores.library.getState().medium).toBe('memory');
  });

  it('as an embed shows the link, and keeps, follows and says nothing', async () => {
    const browser = createBrowser();
    const session = await visit(browser, `#d=${encodeLink(newDesign('Shown'))}&embed=1`);
    expect(session.embed).toBe(true);
    await edited(session, 'Changed');
    expect(await browser.storage.list()).toEqual([]);
    expect(session.stores.view.getState().messages).toEqual([]);
    expect(session.stores.order.getState().status).toBe('off');
  });
});
