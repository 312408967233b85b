/** The open design with its undo history. A vanilla store: React reads it through `state/hooks.ts`, tests without React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import { settleOrigin } from '../core/document/origin.ts';
import { parseDesign } from '../core/document/parse-design.ts';
import { applyPatch, diffDesigns, isEmptyPatch, type DesignChange } from '../core/document/patch.ts';

/** One undo step: a gesture of the user, with what it changed. */
export interface HistoryEntry extends DesignChange {
  /** What the user did, for "Undo: ...". */
  readonly label: string;
  readonly mergeKey: string | undefined;
}

/** How `open` treats the design in storage: `asNew` (the default) keeps what was open apart; `id` names a stored design. */
export interface OpenOptions {
  readonly asNew?: boolean;
  readonly id?: string;
}

export interface DesignState {
  /** Identity in storage; a new one for each design opened as new. */
  readonly id: string;
  readonly design: Design;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** True when there are edits since the design was opened or `markSaved` was called. */
  readonly dirty: boolean;
  /** Changes the design; one undo entry. Edits with the same `mergeKey` become one entry until `endGesture` or another edit. */
  readonly edit: (label: string, change: (design: Design) => Design, mergeKey?: string) => void;
  readonly endGesture: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Shows another design, with an empty history. */
  readonly open: (design: Design, options?: OpenOptions) => void;
  readonly markSaved: () => void;
  /** The same design and history under another id: a copy in storage. */
  readonly rename: (id: string) => void;
}

export type DesignStore = StoreApi<DesignState>;

/**
 * `newId` names designs in storage. An edit to a design that could not be opened again (too many nodes, a name too long) is not made:
 * `refuse` is told why.
 */
export function createDesignStore(
  initial: Design = newDesign(),
  newId: () => string = randomId,
  refuse: (reason: string) => void = throwBug,
): DesignStore {
  return createStore<DesignState>()((set, get) => {
    let gesture: string | undefined;
    let saved: HistoryEntry | undefined;
    const move = (design: Design, past: readonly HistoryEntry[], future: readonly HistoryEntry[]): void => {
      const dirty = past.at(-1) !== saved;
      set({ design, past, future, canUndo: past.length > 0, canRedo: future.length > 0, dirty });
    };
    return {
      ...opened(initial, newId()),
      edit: (label, change, mergeKey) => {
        const { design, past } = get();
        const next = settleOrigin(design, change(design));
        if (next === design) return;
        const checked = parseDesign(next);
        if (!checked.ok) return refuse(checked.error.message);
        const merged = mergeKey !== undefined && mergeKey === gesture ? past.at(-1) : undefined;
        const entry = entryOf(design, next, { label, mergeKey }, merged);
        if (entry === undefined && merged === undefined) return;
        gesture = entry?.mergeKey;
        const earlier = merged === undefined ? past : past.slice(0, -1);
        move(next, entry === undefined ? earlier : [...earlier, entry], []);
      },
      endGesture: () => {
        gesture = undefined;
      },
      undo: () => {
        const { design, past, future } = get();
        const entry = past.at(-1);
        if (entry === undefined) return;
        gesture = undefined;
        move(applyPatch(design, entry.inverse), past.slice(0, -1), [entry, ...future]);
      },
      redo: () => {
        const { design, past, future } = get();
        const entry = future[0];
        if (entry === undefined) return;
        gesture = undefined;
        move(applyPatch(design, entry.forward), [...past, entry], future.slice(1));
      },
      open: (design, { asNew = true, id } = {}) => {
        gesture = undefined;
        saved = undefined;
        set(opened(design, id ?? (asNew ? newId() : get().id)));
      },
      markSaved: () => {
        gesture = undefined;
        saved = get().past.at(-1);
        set({ dirty: false });
      },
      rename: (id) => set({ id }),
    };
  });
}

/** The entry of an edit, which also holds what `merged` did before it; undefined when both together change nothing. */
function entryOf(
  design: Design,
  next: Design,
  gesture: Pick<HistoryEntry, 'label' | 'mergeKey'>,
  merged: HistoryEntry | undefined,
): HistoryEntry | undefined {
  const change = diffDesigns(merged === undefined ? design : applyPatch(design, merged.inverse), next);
  return isEmptyPatch(change.forward) ? undefined : { ...gesture, label: merged?.label ?? gesture.label, ...change };
}

function opened(design: Design, id: string) {
  return { id, design, past: [], future: [], canUndo: false, canRedo: false, dirty: false };
}

function throwBug(reason: string): never {
  throw new Error(`Tinyscape bug: an edit gave no valid design: ${reason}`);
}

function randomId(): string {
  return crypto.randomUUID();
}
