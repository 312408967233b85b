/** Ways to the operation picker. */
import type { InsertionTarget, ScreenPoint } from '../app/ui-store.ts';
import type { Workspace } from '../app/workspace.ts';
import { cardElementId } from '../editor/card-element.ts';
import type { Action } from './action.ts';

export const INSERT_ACTIONS = {
  insert: {
    label: 'Insert an operation…',
    section: 'Insert',
    icon: 'plus',
    shortcuts: ['I', 'Insert'],
    edits: true,
    keywords: 'add node layer after',
    run: (workspace) => {
      const { nodes, edge } = workspace.stores.selection.getState();
      const node = nodes.at(-1);
      if (edge !== undefined) pick(workspace, { kind: 'edge', edge }, undefined);
      else pick(workspace, { kind: 'append' }, node);
    },
  },
  branch: {
    label: 'Branch off to a new operation…',
    section: 'Insert',
    shortcuts: ['Shift+I'],
    edits: true,
    keywords: 'add node layer parallel',
    enabled: ({ stores }) => stores.selection.getState().nodes.length === 1,
    run: (workspace) => {
      const node = workspace.stores.selection.getState().nodes[0];
      if (node !== undefined) pick(workspace, { kind: 'after', node, port: 0 }, node);
    },
  },
  replace: {
    label: 'Replace by another kind…',
    section: 'Insert',
    icon: 'swap',
    shortcuts: ['R'],
    edits: true,
    keywords: 'change kind op',
    enabled: ({ stores }) => stores.selection.getState().nodes.length > 0,
    run: (workspace) => {
      const { nodes } = workspace.stores.selection.getState();
      pick(workspace, { kind: 'replace', nodes }, nodes[0]);
    },
  },
  bypass: {
    label: 'Cut the selected edge',
    section: 'Insert',
    edits: true,
    keywords: 'disconnect',
    enabled: ({ stores }) => stores.selection.getState().edge !== undefined,
    run: ({ stores, commands }) => {
      const { edge, clear } = stores.selection.getState();
      if (edge !== undefined) commands.disconnect(edge);
      clear();
    },
  },
} as const satisfies Record<string, Action>;

/** Opens the picker under the node's card, or in the middle of the canvas. */
function pick({ ui }: Workspace, target: InsertionTarget, node: string | undefined): void {
  ui.getState().set({ insertion: { target, at: underCard(node) ?? middleOfCanvas() } });
}

function underCard(node: string | undefined): ScreenPoint | undefined {
  const box = node === undefined ? undefined : document.getElementById(cardElementId(node))?.getBoundingClientRect();
  return box === undefined ? undefined : { x: box.left, y: box.bottom };
}

function middleOfCanvas(): ScreenPoint {
  const box = document.querySelector('.canvas')?.getBoundingClientRect();
  return box === undefined ? { x: innerWidth / 2, y: innerHeight / 3 } : { x: box.left + box.width / 2 - 140, y: box.top + box.height / 4 };
}
