/** The designs that are kept, and everything that opens one. What was open before is kept: opening never overwrites. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Design } from '../core/document/design.ts';
import type { Result } from '../core/base/result.ts';
import { blobsOf, newestReadable, type SaveStatus } from './autosave.ts';
import type { DesignStore } from './design-store.ts';
import { createFallbackStorage } from './fallback-storage.ts';
import { openText, type FileLike, type NamedBlob, type Opened } from './files.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import type { Storage, StoredDesign } from './storage.ts';
import { ALONE, type Tabs } from './tabs.ts';
import type { ViewStore } from './view-store.ts';

export interface LibraryState {
  /** Kept designs, newest first. */
  readonly recent: readonly StoredDesign[];
  readonly status: SaveStatus;
  /** `memory`: there is no storage, or it takes no more; work is kept until the page is closed. */
  readonly medium: 'disk' | 'memory';
  /** Another tab holds the open design; an edit here makes it a copy. */
  readonly following: boolean;
  /** Opens a design as a new one. */
  readonly open: (design: Design) => void;
  /** Opens a kept design; false, with a message, when it cannot be read. */
  readonly openStored: (id: string) => Promise<boolean>;
  /** A kept design without opening it. */
  readonly peek: (id: string) => Promise<Design | undefined>;
  /** Opens a file or a text as a new design; false, with a message, when it is none. */
  readonly openFile: (file: FileLike, others?: readonly FileLike[]) => Promise<boolean>;
  readonly openText: (text: string) => Promise<boolean>;
  /** Keeps the open design as it is, before its first edit too. */
  readonly keepOpen: () => void;
  /** Deletes a kept design; the open one stays on the screen. */
  readonly forget: (id: string) => Promise<void>;
  /** The file with this SHA-256, if it is kept here. */
  readonly blob: (hash: string) => Promise<Uint8Array | undefined>;
  /** Keeps a file beside the design that names it. */
  readonly keepBlob: (blob: NamedBlob) => Promise<void>;
  /** Resolves when everything is written and listed. */
  readonly flush: () => Promise<void>;
}

export type LibraryStore = StoreApi<LibraryState>;

export interface LibraryParts {
  readonly designs: DesignStore;
  readonly view: ViewStore;
  /** Where designs are kept; undefined keeps them in memory without a word, a promise of undefined says so. */
  readonly storage?: Promise<Storage | undefined> | undefined;
  readonly tabs?: Tabs | undefined;
  readonly now?: () => number;
  readonly newId?: () => string;
}

/** Why nothing is kept is an error's name, like "QuotaExceededError". */
export function nothingKept(error?: unknown): string {
  const reason = error instanceof Error ? ` (${error.name})` : '';
  return `Designs cannot be kept in this browser${reason}: your work stays until the page is closed. Save it as JSON, or keep its link.`;
}
/** Notes on an opened file that are said one by one. */
const MAX_NOTES = 3;
const UNREADABLE = 'This design cannot be read any more.';
/** Files that no kept design needs are deleted after a day: another tab may still need them. */
const BLOB_AGE_MS = 24 * 3600 * 1000;

export function createLibrary(parts: LibraryParts): LibraryStore {
  const { designs, view, tabs = ALONE, now = Date.now, newId = () => crypto.randomUUID() } = parts;
  const becameMemory = (error?: unknown): void => {
    if (store.getState().medium !== 'memory') view.getState().say(nothingKept(error), 'warning');
    store.setState({ medium: 'memory' });
  };
  const worked = (): void => store.setState({ medium: 'disk' });
  const storage = createFallbackStorage(parts.storage ?? Promise.resolve(undefined), { failed: becameMemory, worked });
  const list = async (): Promise<void> => store.setState({ recent: await storage.list() });
  const medium = parts.storage === undefined ? 'memory' : 'disk';
  const store: LibraryStore = createStore<LibraryState>()(() => ({
    recent: [],
    status: 'saved',
    medium,
    following: false,
    ...createActions({ designs, view, storage, now, list, keeper: () => keeper }),
  }));
  const keeper = createKeeper({
    designs,
    storage,
    tabs,
    now,
    newId,
    say: (text) => view.getState().say(text),
    onStatus: (status) => store.setState({ status }),
    onFollowing: (following) => store.setState({ following }),
    onListChange: () => void list(),
  });
  void parts.storage?.then((found) => (found === undefined ? becameMemory() : undefined));
  const held = blobsOf(designs.getState().design);
  void list().then(() => storage.collectBlobs(now() - BLOB_AGE_MS, new Set(held)));
  return store;
}

interface ActionParts {
  readonly designs: DesignStore;
  readonly view: ViewStore;
  readonly storage: Storage;
  readonly now: () => number;
  /** Reads the list of kept designs again. */
  readonly list: () => Promise<void>;
  readonly keeper: () => Keeper;
}

type Actions = Omit<LibraryState, 'recent' | 'status' | 'medium' | 'following'>;

function createActions({ designs, view, storage, now, list, keeper }: ActionParts): Actions {
  const refuse = (message: string): false => {
    view.getState().say(message, 'error');
    return false;
  };
  const keepBlob = ({ hash, bytes }: NamedBlob): Promise<void> => storage.putBlob(hash, bytes, now());
  const openKept = async (opened: Result<Opened>): Promise<boolean> => {
    if (!opened.ok) return refuse(opened.error.message);
    const { design, blob, notes = [] } = opened.value;
    if (blob !== undefined) await keepBlob(blob);
    designs.getState().open(design);
    keeper().keep();
    for (const note of notes.slice(0, MAX_NOTES)) view.getState().say(note, 'warning');
    if (notes.length > MAX_NOTES) view.getState().say(`${notes.length - MAX_NOTES} more things did not open as they are in the file.`);
    return true;
  };
  return {
    open: (design) => designs.getState().open(design),
    openStored: async (id) => {
      await keeper().flush();
      const design = await keeper().load(id);
      if (design === undefined) return refuse(UNREADABLE);
      designs.getState().open(design, { id });
      return true;
    },
    peek: async (id) => newestReadable(await storage.revisions(id))?.design,
    openFile: async (file, others) => {
      const { openFile } = await import('./open-file.ts');
      return openKept(await openFile(file, others));
    },
    openText: async (text) => openKept(openText(text)),
    keepOpen: () => keeper().keep(),
    forget: async (id) => {
      await keeper().forget(id);
      await list();
    },
    blob: (hash) => storage.blob(hash),
    keepBlob,
    flush: async () => {
      await keeper().flush();
      await list();
    },
  };
}
