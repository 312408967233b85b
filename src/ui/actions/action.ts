/** One thing the user can do. Menus, buttons, shortcuts and the command palette are all drawn from the same actions. */
import type { Workspace } from '../app/workspace.ts';
import type { IconName } from '../widgets/Icon.tsx';

export type ActionSection = 'File' | 'Edit' | 'Insert' | 'View';

export interface Action {
  readonly label: string;
  readonly section: ActionSection;
  readonly icon?: IconName;
  /** "Mod+Shift+G"; `Mod` is Command on Apple machines and Control elsewhere. The first one is shown. */
  readonly shortcuts?: readonly string[];
  /** Also while the user types in a field. */
  readonly inFields?: boolean;
  /** Changes the design: not offered where the design can only be looked at. */
  readonly edits?: boolean;
  /** More words the command palette finds it by. */
  readonly keywords?: string;
  /** What it would act on now: "Undo: Connect". */
  readonly object?: (workspace: Workspace) => string | undefined;
  /** Always possible when left out. */
  readonly enabled?: (workspace: Workspace) => boolean;
  /** A switch that is on. */
  readonly checked?: (workspace: Workspace) => boolean;
  readonly run: (workspace: Workspace) => void;
}

export function isEnabled(action: Action, workspace: Workspace): boolean {
  if (action.edits === true && workspace.readOnly) return false;
  return action.enabled?.(workspace) ?? true;
}
