import type { Design } from '../core/document/design.ts';
import { Autosave, type SaveStatus } from './autosave.ts';
import type { DesignStore } from './design-store.ts';
import { CONFLICT, Sharing } from './sharing.ts';
import type { Storage } from './storage.ts';
import type { Tabs } from './tabs.ts';

export interface KeeperParts {
  readonly designs: DesignStore;
  readonly storage: Storage;
  readonly tabs: Tabs;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onStatus: (status: SaveStatus) => void;
  /** Another tab holds the open design, and this one follows it; or no more. */
  readonly onFollowing: (following: boolean) => void;
  /** The list of kept designs changed. */
  readonly onListChange: () => void;
  readonly say: (text: string) => void;
}

export interface Keeper {
  /** Saves the open design even when it was not edited. */
  readonly keep: () => void;
  /** Resolves when everything is written. */
  readonly flush: () => Promise<void>;
  /** The newest revision that can be read. */
  readonly load: (id: string) => Promise<Design | undefined>;
  /** Deletes what is kept of a design; an open one is kept again at its next edit. */
  readonly forget: (id: string) => Promise<void>;
}

/** Keeps the open design in storage while it is edited, and agrees with other tabs that have it open. */
export function createKeeper(parts: KeeperParts): Keeper {
  const { designs, storage, tabs, now, newId, onStatus, onFollowing, onListChange, say } = parts;
  const autosave: Autosave = new Autosave({
    storage,
    now,
    onStatus,
    say,
    open: () => designs.getState(),
    onSaved: (id) => {
      tabs.announceSaved(id);
      onListChange();
    },
    onConflict: (id) => (designs.getState().id === id ? sharing.becomeCopy(CONFLICT) : newId()),
  });
  const load = (id: string): Promise<Design | undefined> => autosave.load(id);
  const sharing: Sharing = new Sharing({ designs, tabs, newId, load, onFollowing, say });
  designs.subscribe((state, before) => {
    if (sharing.changing) return;
    if (state.id !== before.id) {
      autosave.leave(before);
      void sharing.enter(state.id);
    } else if (state.design !== before.design) {
      sharing.edited();
      autosave.schedule();
    }
  });
  tabs.onSaved((id) => {
    void sharing.follow(id);
    onListChange();
  });
  void sharing.enter(designs.getState().id);
  return { keep: () => autosave.saveNow(), load, flush: () => autosave.flush(), forget: (id) => autosave.remove(id) };
}
