/** One visit: what is open at the start, and that it is found again at the next. */
import type { Design } from '../core/document/design.ts';
import { decodeLink, linkPayload } from '../core/formats/link/link.ts';
import type { OrderJob } from '../jobs/order-job.ts';
import { createAddressBar, isEmbed, payloadOf, type Address } from './address-bar.ts';
import type { DesignStore } from './design-store.ts';
import type { Costing } from './estimate-store.ts';
import { readPreferences, rememberPreferences, type PreferenceStorage } from './preferences.ts';
import type { Storage } from './storage.ts';
import { createStores, type Stores } from './stores.ts';
import { ALONE, type Tabs } from './tabs.ts';

/** What a visit needs of the browser. */
export interface SessionParts {
  readonly address: Address;
  readonly costing: Costing;
  /** Opens the storage; not called in an embed. */
  readonly openStorage: () => Promise<Storage>;
  readonly createTabs: () => Tabs;
  readonly createOrderJob: () => OrderJob;
  /** Lives as long as the browser: how the screen is set up. */
  readonly preferences: PreferenceStorage | undefined;
  /** Lives as long as the tab: which design is open in it. */
  readonly tabMemory: PreferenceStorage | undefined;
  /** Calls back when the page may be about to end. */
  readonly onLeaving: (listener: () => void) => void;
}

export interface Session {
  readonly stores: Stores;
  /** A read-only view for an iframe: no storage, no workers, and the address stays as it is. */
  readonly embed: boolean;
  /** Resolves when the design of the last visit is on the screen, or there is none. */
  readonly ready: Promise<void>;
}

const OPEN_KEY = 'tinyscape-open';

/** Shows the design of the address at once; without one, the design this tab had open, or the newest that no other tab holds. */
export function startSession(parts: SessionParts): Session {
  const { address, costing } = parts;
  const payload = linkPayload(address.fragment());
  const linked = payload === undefined ? undefined : decodeLink(payload);
  const design = linked?.ok === true ? linked.value : undefined;
  const embed = isEmbed(address.fragment());
  const tabs = embed ? ALONE : parts.createTabs();
  const stores = embed ? createStores({ design, costing }) : createKeptStores(parts, tabs, design);
  if (linked?.ok === false) stores.view.getState().say(linked.error.message, 'error');
  const ready = embed ? Promise.resolve() : follow(parts, stores, tabs, design);
  return { stores, embed, ready };
}

function createKeptStores({ costing, preferences, ...parts }: SessionParts, tabs: Tabs, design: Design | undefined): Stores {
  const stores = createStores({
    design,
    costing,
    tabs,
    preferences: readPreferences(preferences),
    storage: parts.openStorage().catch(() => undefined),
    orderJob: parts.createOrderJob(),
  });
  rememberPreferences(stores.view, preferences);
  parts.onLeaving(() => void stores.library.getState().flush());
  return stores;
}

async function follow({ address, tabMemory }: SessionParts, stores: Stores, tabs: Tabs, linked: Design | undefined): Promise<void> {
  createAddressBar(stores.design, address, (payload) => openLink(stores, payload));
  await restore(stores, remembered(tabMemory) ?? (linked === undefined ? await newestFree(stores, tabs) : undefined), linked);
  rememberOpen(stores.design, tabMemory);
}

function openLink({ design, view }: Stores, payload: string): void {
  const linked = decodeLink(payload);
  if (linked.ok) design.getState().open(linked.value);
  else view.getState().say(linked.error.message, 'error');
}

/** Continues with a kept design, unless the user was quicker or the address names another one. */
async function restore({ design, library }: Stores, id: string | undefined, linked: Design | undefined): Promise<void> {
  const start = design.getState();
  const kept = id === undefined ? undefined : await library.getState().peek(id);
  if (id === undefined || kept === undefined || design.getState() !== start) return;
  if (linked === undefined || payloadOf(kept) === payloadOf(linked)) await library.getState().openStored(id);
}

async function newestFree({ library }: Stores, tabs: Tabs): Promise<string | undefined> {
  await library.getState().flush();
  const [newest] = library.getState().recent;
  return newest !== undefined && !(await tabs.isHeld(newest.id)) ? newest.id : undefined;
}

function remembered(memory: PreferenceStorage | undefined): string | undefined {
  try {
    return memory?.getItem(OPEN_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function rememberOpen(designs: DesignStore, memory: PreferenceStorage | undefined): void {
  const remember = (): void => {
    try {
      memory?.setItem(OPEN_KEY, designs.getState().id);
    } catch {
      // Forbidden: the next visit starts with the newest design instead.
    }
  };
  designs.subscribe((state, before) => {
    if (state.id !== before.id) remember();
  });
  remember();
}
