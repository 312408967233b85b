/** What changes the view and never the design, besides the layout. */
import type { Lens, Theme } from '../../state/view-store.ts';
import { focusInspector } from '../app/focus.ts';
import type { Workspace } from '../app/workspace.ts';
import type { Action } from './action.ts';

const view = ({ stores }: Workspace) => stores.view.getState();

export const VIEW_ACTIONS = {
  commands: {
    label: 'Command palette',
    section: 'View',
    icon: 'command',
    shortcuts: ['Mod+K', 'Mod+Shift+P'],
    inFields: true,
    run: ({ ui }) => ui.getState().set({ dialog: 'commands' }),
  },
  find: {
    label: 'Find a node',
    section: 'View',
    icon: 'search',
    shortcuts: ['Mod+F', '/'],
    inFields: false,
    keywords: 'search',
    run: ({ ui }) => ui.getState().set({ finding: true }),
  },
  fit: {
    label: 'Fit the drawing',
    section: 'View',
    icon: 'fit',
    shortcuts: ['F', 'Shift+1'],
    keywords: 'zoom all',
    run: ({ canvas }) => canvas.current()?.fit(),
  },
  zoomIn: { label: 'Zoom in', section: 'View', icon: 'plus', shortcuts: ['+', '='], run: ({ canvas }) => canvas.current()?.zoomBy(1.25) },
  zoomOut: { label: 'Zoom out', section: 'View', icon: 'minus', shortcuts: ['-'], run: ({ canvas }) => canvas.current()?.zoomBy(0.8) },
  arrange: {
    label: 'Lay out automatically',
    section: 'View',
    icon: 'layout',
    shortcuts: ['L'],
    edits: true,
    keywords: 'auto layout arrange tidy',
    run: ({ commands, canvas }) => {
      commands.clearPlaces();
      requestAnimationFrame(() => canvas.current()?.fit());
    },
  },
  turn: {
    label: 'Flow left to right',
    section: 'View',
    icon: 'left-right',
    shortcuts: ['Shift+L'],
    keywords: 'direction horizontal vertical layout',
    checked: (workspace) => view(workspace).direction === 'right',
    run: (workspace) => view(workspace).set({ direction: view(workspace).direction === 'down' ? 'right' : 'down' }),
  },
  lensLatency: lens('Lens: latency', 'latency', '1'),
  lensSram: lens('Lens: SRAM', 'sram', '2'),
  lensFlash: lens('Lens: flash', 'flash', '3'),
  lensMacs: lens('Lens: MACs', 'macs', '4'),
  inspect: {
    label: 'Edit in the inspector',
    section: 'View',
    shortcuts: ['Enter'],
    enabled: ({ stores }) => stores.selection.getState().nodes.length > 0,
    run: () => focusInspector(),
  },
  pin: {
    label: 'Pin a baseline',
    section: 'View',
    icon: 'pin',
    shortcuts: ['B'],
    keywords: 'compare delta change since',
    checked: (workspace) => view(workspace).baseline !== undefined,
    run: ({ stores }) => {
      const { baseline, pinBaseline } = stores.view.getState();
      pinBaseline(baseline === undefined ? stores.design.getState().design : undefined);
    },
  },
  toggleLeft: {
    label: 'Left panel',
    section: 'View',
    icon: 'panel-left',
    shortcuts: ['['],
    checked: (workspace) => !view(workspace).leftCollapsed,
    run: (workspace) => view(workspace).set({ leftCollapsed: !view(workspace).leftCollapsed }),
  },
  toggleRight: {
    label: 'Right panel',
    section: 'View',
    icon: 'panel-right',
    shortcuts: [']'],
    checked: (workspace) => !view(workspace).rightCollapsed,
    run: (workspace) => view(workspace).set({ rightCollapsed: !view(workspace).rightCollapsed }),
  },
  toggleDock: {
    label: 'Dock',
    section: 'View',
    icon: 'panel',
    shortcuts: ['Mod+J'],
    keywords: 'memory map layers chips compare bottom panel',
    checked: (workspace) => view(workspace).dockOpen,
    run: (workspace) => view(workspace).set({ dockOpen: !view(workspace).dockOpen }),
  },
  theme: {
    label: 'Switch between light and dark',
    section: 'View',
    icon: 'moon',
    keywords: 'theme colour',
    run: (workspace) => view(workspace).set({ theme: shownTheme(view(workspace).theme) === 'dark' ? 'light' : 'dark' }),
  },
  themeSystem: {
    label: 'Theme of the system',
    section: 'View',
    checked: (workspace) => view(workspace).theme === 'system',
    run: (workspace) => view(workspace).set({ theme: 'system' }),
  },
  shortcuts: {
    label: 'Keyboard shortcuts',
    section: 'View',
    icon: 'keyboard',
    shortcuts: ['?'],
    keywords: 'help keys',
    run: ({ ui }) => ui.getState().set({ dialog: 'shortcuts' }),
  },
} as const satisfies Record<string, Action>;

function lens(label: string, value: Lens, key: string): Action {
  return {
    label,
    section: 'View',
    shortcuts: [key],
    checked: (workspace) => view(workspace).lens === value,
    run: (workspace) => view(workspace).set({ lens: value }),
  };
}

/** The theme on the screen: the system's where the user has not chosen. */
export function shownTheme(theme: Theme): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
