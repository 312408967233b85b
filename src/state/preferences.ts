import * as v from 'valibot';
import { DEFAULT_PREFERENCES, DOCK_TABS, type ViewPreferences, type ViewStore } from './view-store.ts';

const KEY = 'tinyscape-view';

const SCHEMA: v.GenericSchema<unknown, Partial<ViewPreferences>> = v.object({
  theme: v.exactOptional(v.picklist(['system', 'light', 'dark'])),
  lens: v.exactOptional(v.picklist(['latency', 'sram', 'flash', 'macs'])),
  direction: v.exactOptional(v.picklist(['down', 'right'])),
  dockOpen: v.exactOptional(v.boolean()),
  dockTab: v.exactOptional(v.picklist(DOCK_TABS)),
  dockHeight: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))),
  leftCollapsed: v.exactOptional(v.boolean()),
  rightCollapsed: v.exactOptional(v.boolean()),
});

/** The part of the browser's localStorage that is used; undefined where it is forbidden. */
export type PreferenceStorage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** How the screen was set up last time; nothing when that cannot be read. */
export function readPreferences(storage: PreferenceStorage | undefined): Partial<ViewPreferences> {
  try {
    const parsed = v.safeParse(SCHEMA, JSON.parse(storage?.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

/** Remembers how the screen is set up from now on, as far as the browser allows. */
export function rememberPreferences(view: ViewStore, storage: PreferenceStorage | undefined): void {
  const keys = Object.keys(DEFAULT_PREFERENCES) as (keyof ViewPreferences)[];
  view.subscribe((state, before) => {
    if (keys.every((key) => state[key] === before[key])) return;
    try {
      storage?.setItem(KEY, JSON.stringify(Object.fromEntries(keys.map((key) => [key, state[key]]))));
    } catch {
      // A full or forbidden storage: the screen still works.
    }
  });
}
