/** The page around the screen: its theme, its title, its shortcuts, and how a small screen starts. */
import type { Theme } from '../../state/view-store.ts';
import { listenForClipboard } from '../actions/clipboard.ts';
import { listenForShortcuts } from '../actions/shortcuts.ts';
import type { Workspace } from './workspace.ts';

/** Below this height the dock starts closed, below this width the sides do. Pixels. */
const TALL = 800;
const WIDE = 900;
const SETTLED_MS = 1500;

export function followPage(workspace: Workspace, embed: boolean): void {
  const { view, design } = workspace.stores;
  applyTheme(view.getState().theme);
  view.subscribe((state, before) => {
    if (state.theme !== before.theme) applyTheme(state.theme);
  });
  applyTitle(design.getState().design.name);
  design.subscribe((state, before) => {
    if (state.design.name !== before.design.name) applyTitle(state.design.name);
  });
  listenForShortcuts(workspace);
  listenForClipboard(workspace);
  if (!embed) suitScreen(workspace);
  if (!embed) loadTheRest();
}

/** What the first click opens is fetched once the page has settled, so that the click need not wait. */
function loadTheRest(): void {
  const load = (): void => {
    void import('../panels/inspector/Inspector.tsx');
    void import('../widgets/overlay/Menu.tsx');
    void import('../widgets/overlay/Picker.tsx');
    void import('../widgets/ReceiptList.tsx');
  };
  setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(load) : load()), SETTLED_MS);
}

/** The system's theme needs no attribute: the style sheet follows it. */
function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

function applyTitle(name: string): void {
  document.title = `${name} · Tinyscape`;
}

/** On a small screen the drawing comes first; the panels are one press away. */
function suitScreen({ stores }: Workspace): void {
  const { set } = stores.view.getState();
  if (innerWidth < WIDE) set({ leftCollapsed: true, rightCollapsed: true, dockOpen: false });
  else if (innerHeight < TALL && sessionIsFirst()) set({ dockOpen: false });
}

/** Nothing was remembered of the screen yet. */
function sessionIsFirst(): boolean {
  try {
    return localStorage.getItem('tinyscape-view') === null;
  } catch {
    return true;
  }
}
