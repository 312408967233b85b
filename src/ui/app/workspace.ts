/** What the parts of the screen share: the stores, what is open, the commands, and the canvas as far as others may move it. */
import { createContext, useContext } from 'react';
import { defined } from '../../core/base/assert.ts';
import type { Stores } from '../../state/stores.ts';
import type { Commands } from '../actions/commands.ts';
import type { Drawing } from '../editor/drawing.ts';
import type { ScreenPoint, UiStore } from './ui-store.ts';

/** The canvas, as the rest of the screen may use it. */
export interface CanvasHandle {
  readonly fit: () => void;
  /** Brings cards into view. */
  readonly reveal: (items: readonly string[]) => void;
  readonly isInView: (item: string) => boolean;
  /** Puts the keyboard on the canvas. */
  readonly focus: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly drawing: () => Drawing;
  /** A point of the window on the canvas. */
  readonly toCanvas: (point: ScreenPoint) => readonly [x: number, y: number];
}

export interface Workspace {
  readonly stores: Stores;
  readonly ui: UiStore;
  readonly commands: Commands;
  /** An embed, or a screen too small to edit on: the design can be looked at only. */
  readonly readOnly: boolean;
  readonly canvas: CanvasSlot;
  readonly workers: WorkerStarters;
}

/** Starters of the workers that a part of the screen makes when it is first shown; only the composition root knows their files. */
export interface WorkerStarters {
  /** `() => new Worker(new URL('./workers/deploy.worker.ts', import.meta.url), { type: 'module' })` */
  readonly deploy: () => Worker;
  /** `() => new Worker(new URL('./workers/train.worker.ts', import.meta.url), { type: 'module' })` */
  readonly train: () => Worker;
  /** `() => new Worker(new URL('./workers/cross-check.worker.ts', import.meta.url), { type: 'module' })` */
  readonly crossCheck: () => Worker;
}

/** Where the canvas makes itself known. */
export interface CanvasSlot {
  /** undefined while no canvas is on the screen. */
  readonly current: () => CanvasHandle | undefined;
  /** Returns what takes it away again. */
  readonly attach: (handle: CanvasHandle) => () => void;
}

export function createCanvasSlot(): CanvasSlot {
  let attached: CanvasHandle | undefined;
  return {
    current: () => attached,
    attach: (handle) => {
      attached = handle;
      return () => {
        if (attached === handle) attached = undefined;
      };
    },
  };
}

/** What a part of the screen makes once a page, when it is first asked for. */
export function perWorkspace<T>(make: (workspace: Workspace) => T): (workspace: Workspace) => T {
  const made = new WeakMap<Workspace, { readonly value: T }>();
  return (workspace) => {
    const known = made.get(workspace) ?? { value: make(workspace) };
    made.set(workspace, known);
    return known.value;
  };
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function useWorkspace(): Workspace {
  return defined(useContext(WorkspaceContext), 'WorkspaceContext');
}
