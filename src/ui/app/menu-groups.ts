/** Menus drawn from the list of actions. */
import { isEnabled } from '../actions/action.ts';
import { ACTIONS, isActionName, type ActionName } from '../actions/actions.ts';
import type { MenuGroup } from '../widgets/overlay/Menu.tsx';
import type { Workspace } from './workspace.ts';

export interface ActionGroup {
  readonly title?: string;
  readonly actions: readonly ActionName[];
}

/** The entries of a menu, as the actions stand now. */
export function menuGroups(workspace: Workspace, groups: readonly ActionGroup[]): readonly MenuGroup[] {
  return groups
    .map(({ title, actions }) => ({
      title,
      entries: actions.filter((name) => isOffered(workspace, name)).map((name) => menuEntry(workspace, name)),
    }))
    .filter((group) => group.entries.length > 0);
}

function isOffered(workspace: Workspace, name: ActionName): boolean {
  return !(workspace.readOnly && ACTIONS[name].edits === true);
}

function menuEntry(workspace: Workspace, name: ActionName) {
  const action = ACTIONS[name];
  return {
    id: name,
    label: action.label,
    icon: action.icon,
    shortcut: action.shortcuts?.[0],
    disabled: !isEnabled(action, workspace),
    checked: action.checked?.(workspace),
  };
}

export function runByName(workspace: Workspace, name: string): void {
  if (isActionName(name)) ACTIONS[name].run(workspace);
}
