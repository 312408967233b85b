/** How the screen is set up: none of it is part of the design. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Design } from '../core/document/design.ts';

export type Theme = 'system' | 'light' | 'dark';
/** Which cost the bars of the cards show. */
export type Lens = 'latency' | 'sram' | 'flash' | 'macs';
/** Which way data flows on the canvas. */
export type Direction = 'down' | 'right';
export const DOCK_TABS = ['memory', 'layers', 'chips', 'hints', 'train', 'run', 'crosscheck', 'compare'] as const;
export type DockTab = (typeof DOCK_TABS)[number];

/** One message to the user; it stays until dismissed when it is an error. */
export interface Message {
  readonly id: number;
  readonly kind: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What outlives a reload. */
export interface ViewPreferences {
  readonly theme: Theme;
  readonly lens: Lens;
  readonly direction: Direction;
  readonly dockOpen: boolean;
  readonly dockTab: DockTab;
  /** Pixels. */
  readonly dockHeight: number;
  readonly leftCollapsed: boolean;
  readonly rightCollapsed: boolean;
}

export interface ViewState extends ViewPreferences {
  /** The pinned design that numbers show their change against. */
  readonly baseline: Design | undefined;
  /** The other side of the compare panel. */
  readonly compared: Design | undefined;
  readonly messages: readonly Message[];
  readonly set: (preferences: Partial<ViewPreferences>) => void;
  /** Opens the dock on a tab. */
  readonly showTab: (tab: DockTab) => void;
  readonly pinBaseline: (design: Design | undefined) => void;
  readonly compareWith: (design: Design | undefined) => void;
  /** Shows a message; the same text is not shown twice. Returns its id. */
  readonly say: (text: string, kind?: Message['kind']) => number;
  readonly dismiss: (id: number) => void;
}

export type ViewStore = StoreApi<ViewState>;

export const DEFAULT_PREFERENCES: ViewPreferences = {
  theme: 'system',
  lens: 'latency',
  direction: 'down',
  dockOpen: true,
  dockTab: 'memory',
  dockHeight: 240,
  leftCollapsed: false,
  rightCollapsed: false,
};

export function createViewStore(preferences: Partial<ViewPreferences> = {}): ViewStore {
  let nextMessage = 1;
  return createStore<ViewState>()((set, get) => ({
    ...DEFAULT_PREFERENCES,
    ...preferences,
    baseline: undefined,
    compared: undefined,
    messages: [],
    set,
    showTab: (dockTab) => set({ dockTab, dockOpen: true }),
    pinBaseline: (baseline) => set({ baseline }),
    compareWith: (compared) => set({ compared }),
    say: (text, kind = 'info') => {
      const shown = get().messages.find((message) => message.text === text);
      if (shown !== undefined) return shown.id;
      const message: Message = { id: nextMessage++, kind, text };
      set({ messages: [...get().messages, message] });
      return message.id;
    },
    dismiss: (id) => set({ messages: get().messages.filter((message) => message.id !== id) }),
  }));
}
