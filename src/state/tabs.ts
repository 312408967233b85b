/** Which tab a design belongs to. One tab at a time holds it; the others follow what it saves. */

export interface Hold {
  /** True when this tab holds the design now. */
  readonly owner: boolean;
  readonly release: () => void;
}

export interface Tabs {
  /** Takes hold of a design, or waits in line: `whenFreed` is called once when the tab that had it lets go. */
  readonly hold: (id: string, whenFreed: () => void) => Promise<Hold>;
  /** True when some tab holds the design. */
  readonly isHeld: (id: string) => Promise<boolean>;
  /** Tells the other tabs that a revision was saved. */
  readonly announceSaved: (id: string) => void;
  readonly onSaved: (listener: (id: string) => void) => void;
}

/** A reloaded page may ask before its former self has let go, and a busy page is answered late, ms. */
const PATIENCE_MS = 300;

const FREE: Hold = { owner: true, release: () => {} };

/** For a page that shares nothing: an embed, a test. */
export const ALONE: Tabs = {
  hold: () => Promise.resolve(FREE),
  isHeld: () => Promise.resolve(false),
  announceSaved: () => {},
  onSaved: () => {},
};

/** Tabs that agree through Web Locks and a BroadcastChannel; where a browser lacks them, this tab is alone. */
export function createTabs(): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tinyscape-saved');
  const locks = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
  return {
    hold: (id, whenFreed) => (locks === undefined ? Promise.resolve(FREE) : holdLock(locks, id, whenFreed)),
    isHeld: async (id) => ((await locks?.query())?.held ?? []).some((lock) => lock.name === lockName(id)),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin
    announceSaved: (id) => channel?.postMessage(id),
    onSaved: (listener) =>
      channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') listener(data);
      }),
  };
}

function holdLock(locks: LockManager, id: string, whenFreed: () => void): Promise<Hold> {
  const leaving = new AbortController();
  let letGo = (): void => {};
  const release = (): void => {
    leaving.abort();
    letGo();
  };
  return new Promise((resolve) => {
    let waited = false;
    let granted = false;
    const wait = (waits: boolean): void => {
      waited = waits && !granted;
      if (waited) resolve({ owner: false, release });
    };
    const patience = setTimeout(() => void waitsFor(locks, id).then(wait), PATIENCE_MS);
    const held = (): Promise<void> => {
      clearTimeout(patience);
      granted = true;
      if (waited) whenFreed();
      else resolve({ owner: true, release });
      return new Promise((done) => (letGo = done));
    };
    locks.request(lockName(id), { signal: leaving.signal }, held).catch(() => resolve({ owner: true, release }));
  });
}

/** True while a request for the design stands in line; an answer that is merely late is not that. */
async function waitsFor(locks: LockManager, id: string): Promise<boolean> {
  const { pending = [] } = await locks.query();
  return pending.some((lock) => lock.name === lockName(id));
}

function lockName(id: string): string {
  return `tinyscape-design-${id}`;
}
