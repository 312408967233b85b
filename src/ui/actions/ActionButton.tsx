/** An action as an icon button: enabled, pressed and labelled as the action says, with its shortcut in the tooltip. */
import { useCallback, useSyncExternalStore } from 'react';
import { useWorkspace, type Workspace } from '../app/workspace.ts';
import { Icon, type IconName } from '../widgets/Icon.tsx';
import { keyNames } from '../widgets/Kbd.tsx';
import { isEnabled, type Action } from './action.ts';
import { ACTIONS, type ActionName } from './actions.ts';

interface ActionButtonProps {
  readonly action: ActionName;
  /** Shows the label beside the icon. */
  readonly labelled?: string;
  readonly icon?: IconName;
}

export function ActionButton({ action: name, labelled, icon }: ActionButtonProps) {
  const workspace = useWorkspace();
  const action = ACTIONS[name];
  const { enabled, checked, object } = useActionState(action);
  if (action.edits === true && workspace.readOnly) return undefined;
  return (
    <button
      type="button"
      className={labelled === undefined ? 'icon-button' : 'button'}
      aria-label={action.label}
      aria-disabled={!enabled || undefined}
      aria-pressed={action.checked === undefined ? undefined : checked}
      data-tip={actionTip(action, object)}
      onClick={() => isEnabled(action, workspace) && action.run(workspace)}
    >
      <Icon name={icon ?? action.icon ?? 'more'} />
      {labelled}
    </button>
  );
}

/** "Undo: Connect (Ctrl Z)". */
function actionTip(action: Action, object: string | undefined): string {
  const words = object === undefined ? action.label : `${action.label}: ${object}`;
  const shortcut = action.shortcuts?.[0];
  return shortcut === undefined ? words : `${words} (${keyNames(shortcut).join(' ')})`;
}

interface ActionState {
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly object: string | undefined;
}

/** Follows every store an action may ask; renders again only when the answer changes. */
function useActionState(action: Action): ActionState {
  const workspace = useWorkspace();
  const subscribe = useCallback((notify: () => void) => subscribeToAll(workspace, notify), [workspace]);
  const enabled = useSyncExternalStore(subscribe, () => isEnabled(action, workspace));
  const checked = useSyncExternalStore(subscribe, () => action.checked?.(workspace) ?? false);
  const object = useSyncExternalStore(subscribe, () => action.object?.(workspace));
  return { enabled, checked, object };
}

function subscribeToAll({ stores, ui }: Workspace, notify: () => void): () => void {
  const stops = [stores.design.subscribe(notify), stores.selection.subscribe(notify), stores.view.subscribe(notify), ui.subscribe(notify)];
  return () => stops.forEach((stop) => stop());
}
