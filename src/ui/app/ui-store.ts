/** What is open on the screen at this moment: dialogs, menus, fields. None of it outlives a reload. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NodeId } from '../../core/graph/graph.ts';
import type { EdgeRef } from '../../state/selection-store.ts';

export type DialogName = 'share' | 'export' | 'shortcuts' | 'commands' | 'chip';

/** Where an operation that is about to be chosen goes. */
export type InsertionTarget =
  /** Behind the selection, as a click in the palette. */
  | { readonly kind: 'append' }
  | { readonly kind: 'free'; readonly place: readonly [x: number, y: number] | undefined }
  | { readonly kind: 'after'; readonly node: NodeId; readonly port: number }
  | { readonly kind: 'before'; readonly node: NodeId; readonly input: number }
  | { readonly kind: 'edge'; readonly edge: EdgeRef }
  | { readonly kind: 'replace'; readonly nodes: readonly NodeId[] };

/** A point of the window, pixels. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export interface UiState {
  readonly dialog: DialogName | undefined;
  /** The operation picker, at a point. */
  readonly insertion: { readonly target: InsertionTarget; readonly at: ScreenPoint } | undefined;
  /** The canvas's context menu, at a point. */
  readonly menu: { readonly on: 'node' | 'edge' | 'canvas'; readonly at: ScreenPoint } | undefined;
  readonly finding: boolean;
  /** A node's name is a field now: on its card, or in the outline. */
  readonly renamingNode: { readonly node: NodeId; readonly where: 'canvas' | 'outline' } | undefined;
  readonly renamingDesign: boolean;
  /** Files are being dragged over the page. */
  readonly dropping: boolean;
  readonly set: (change: Partial<Omit<UiState, 'set'>>) => void;
}

export type UiStore = StoreApi<UiState>;

export function createUiStore(): UiStore {
  return createStore<UiState>()((set) => ({
    dialog: undefined,
    insertion: undefined,
    menu: undefined,
    finding: false,
    renamingNode: undefined,
    renamingDesign: false,
    dropping: false,
    set,
  }));
}
