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
  const { enabled, checked } = useActionState(action);
  if (action.edits === true && workspace.readOnly) return undefined;
  return (
    <button
      type="button"
      className={labelled === undefined ? 'icon-button' : 'button'}
      aria-label={action.label}
      aria-disabled={!enabled || undefined}
      aria-pressed={action.checked === undefined ? undefined : checked}
      data-tip={actionTip(action)}
      onClick={() => isEnabled(action, workspace) && action.run(workspace)}
    >
      <Icon name={icon ?? action.icon ?? 'more'} />
      {labelled}
    </button>
  );
}

/** "Undo (Ctrl Z)". */
export function actionTip(action: Action): string {
  const shortcut = action.shortcuts?.[0];
  return shortcut === undefined ? action.label : `${action.label} (${keyNames(shortcut).join(' ')})`;
}

/** Follows every store an action may ask; renders again only when the answer changes. */
export function useActionState(action: Action): { readonly enabled: boolean; readonly checked: boolean } {
  const workspace = useWorkspace();
  const subscribe = useCallback((notify: () => void) => subscribeToAll(workspace, notify), [workspace]);
  const enabled = useSyncExternalStore(subscribe, () => isEnabled(action, workspace));
  const checked = useSyncExternalStore(subscribe, () => action.checked?.(workspace) ?? false);
  return { enabled, checked };
}

function subscribeToAll({ stores, ui }: Workspace, notify: () => void): () => void {
  const stops = [stores.design.subscribe(notify), stores.selection.subscribe(notify), stores.view.subscribe(notify), ui.subscribe(notify)];
  return () => stops.forEach((stop) => stop());
}
