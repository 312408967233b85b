/** An icon button that opens a menu of actions. */
import { Suspense, useRef, useState } from 'react';
import { isEnabled } from '../actions/action.ts';
import { ACTIONS, isActionName, type ActionName } from '../actions/actions.ts';
import { Icon, type IconName } from '../widgets/Icon.tsx';
import { lazily } from '../widgets/lazily.ts';
import type { MenuGroup } from '../widgets/overlay/Menu.tsx';
import { useWorkspace, type Workspace } from './workspace.ts';

const Menu = lazily(() => import('../widgets/overlay/Menu.tsx'), 'Menu');

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

interface MenuButtonProps {
  readonly label: string;
  readonly icon: IconName;
  readonly groups: readonly ActionGroup[];
}

export function MenuButton({ label, icon, groups }: MenuButtonProps) {
  const workspace = useWorkspace();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="icon-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        data-tip={label}
        onClick={() => setOpen(true)}
      >
        <Icon name={icon} />
      </button>
      {open && (
        <Suspense>
          <Menu
            trigger={trigger}
            label={label}
            groups={menuGroups(workspace, groups)}
            onChoose={(name) => runByName(workspace, name)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
