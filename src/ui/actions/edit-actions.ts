/** Undo, the clipboard, and what is done to the selection. */
import type { NodeId } from '../../core/graph/graph.ts';
import { groupOf } from '../../core/graph/groups.ts';
import type { Workspace } from '../app/workspace.ts';
import type { Action } from './action.ts';
import { clipText, pasteText } from './clipboard.ts';

const selected = ({ stores }: Workspace): readonly NodeId[] => stores.selection.getState().nodes;
const hasNodes = (workspace: Workspace): boolean => selected(workspace).length > 0;
const hasGroup = (workspace: Workspace): boolean => {
  const { graph } = workspace.stores.design.getState().design;
  return selected(workspace).some((id) => groupOf(graph, id) !== undefined);
};

export const EDIT_ACTIONS = {
  undo: {
    label: 'Undo',
    section: 'Edit',
    icon: 'undo',
    shortcuts: ['Mod+Z'],
    edits: true,
    object: ({ stores }) => stores.design.getState().past.at(-1)?.label,
    enabled: ({ stores }) => stores.design.getState().canUndo,
    run: ({ stores }) => stores.design.getState().undo(),
  },
  redo: {
    label: 'Redo',
    section: 'Edit',
    icon: 'redo',
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    edits: true,
    object: ({ stores }) => stores.design.getState().future[0]?.label,
    enabled: ({ stores }) => stores.design.getState().canRedo,
    run: ({ stores }) => stores.design.getState().redo(),
  },
  cut: {
    label: 'Cut',
    section: 'Edit',
    edits: true,
    enabled: hasNodes,
    run: (workspace) => {
      copy(workspace);
      workspace.commands.remove(selected(workspace), true);
    },
  },
  copy: { label: 'Copy', section: 'Edit', icon: 'copy', enabled: hasNodes, run: (workspace) => copy(workspace) },
  paste: {
    label: 'Paste',
    section: 'Edit',
    edits: true,
    keywords: 'clipboard link json',
    run: (workspace) => {
      navigator.clipboard.readText().then(
        (text) => pasteText(workspace, text),
        () => workspace.stores.view.getState().say('The browser refused to read the clipboard; press Ctrl+V instead.', 'warning'),
      );
    },
  },
  duplicate: {
    label: 'Duplicate',
    section: 'Edit',
    shortcuts: ['Mod+D'],
    edits: true,
    enabled: hasNodes,
    run: (workspace) => workspace.commands.duplicate(selected(workspace)),
  },
  delete: {
    label: 'Delete',
    section: 'Edit',
    icon: 'trash',
    shortcuts: ['Delete', 'Backspace'],
    edits: true,
    keywords: 'remove heal disconnect',
    enabled: (workspace) => hasNodes(workspace) || workspace.stores.selection.getState().edge !== undefined,
    run: (workspace) => remove(workspace, true),
  },
  deleteOpen: {
    label: 'Delete and leave the gap',
    section: 'Edit',
    shortcuts: ['Shift+Delete', 'Shift+Backspace'],
    edits: true,
    enabled: hasNodes,
    run: (workspace) => remove(workspace, false),
  },
  rename: {
    label: 'Rename',
    section: 'Edit',
    icon: 'edit',
    shortcuts: ['F2'],
    edits: true,
    enabled: (workspace) => selected(workspace).length === 1,
    run: (workspace) => {
      const node = selected(workspace)[0];
      const where = document.activeElement?.closest('.outline') === null ? 'canvas' : 'outline';
      if (node !== undefined) workspace.ui.getState().set({ renamingNode: { node, where } });
    },
  },
  group: {
    label: 'Group into a block',
    section: 'Edit',
    icon: 'group',
    shortcuts: ['Mod+G'],
    edits: true,
    keywords: 'repeat block',
    enabled: hasNodes,
    run: (workspace) => workspace.commands.group(selected(workspace)),
  },
  ungroup: {
    label: 'Ungroup',
    section: 'Edit',
    shortcuts: ['Mod+Shift+G'],
    edits: true,
    enabled: hasGroup,
    run: (workspace) => workspace.commands.ungroup(selected(workspace)),
  },
  collapse: {
    label: 'Collapse or expand the block',
    section: 'Edit',
    icon: 'collapse',
    shortcuts: ['Mod+.'],
    edits: true,
    enabled: hasGroup,
    run: (workspace) => {
      const { graph } = workspace.stores.design.getState().design;
      const groups = new Set(selected(workspace).flatMap((id) => groupOf(graph, id) ?? []));
      for (const group of groups) workspace.commands.setCollapsed(group.id, !group.collapsed);
    },
  },
  earlier: {
    label: 'Run earlier',
    section: 'Edit',
    shortcuts: ['Alt+ArrowUp'],
    edits: true,
    keywords: 'reorder order move up',
    enabled: hasNodes,
    run: (workspace) => workspace.commands.reorder(selected(workspace), -1),
  },
  later: {
    label: 'Run later',
    section: 'Edit',
    shortcuts: ['Alt+ArrowDown'],
    edits: true,
    keywords: 'reorder order move down',
    enabled: hasNodes,
    run: (workspace) => workspace.commands.reorder(selected(workspace), 1),
  },
  selectAll: {
    label: 'Select all',
    section: 'Edit',
    shortcuts: ['Mod+A'],
    run: ({ stores }) => stores.selection.getState().select(stores.design.getState().design.graph.nodes.map((node) => node.id)),
  },
  deselect: {
    label: 'Clear the selection',
    section: 'Edit',
    shortcuts: ['Escape'],
    run: ({ stores, ui }) => {
      ui.getState().set({ finding: false, menu: undefined, insertion: undefined });
      stores.selection.getState().clear();
    },
  },
} as const satisfies Record<string, Action>;

function copy(workspace: Workspace): void {
  void navigator.clipboard.writeText(clipText(workspace.commands.copy(selected(workspace))));
}

function remove(workspace: Workspace, heal: boolean): void {
  const { edge, nodes } = workspace.stores.selection.getState();
  if (nodes.length > 0) workspace.commands.remove(nodes, heal);
  else if (edge !== undefined) {
    workspace.commands.disconnect(edge);
    workspace.stores.selection.getState().clear();
  }
}
