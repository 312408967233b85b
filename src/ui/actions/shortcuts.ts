/** Which action a key press means. */
import { isTextField } from '../app/focus.ts';
import type { Workspace } from '../app/workspace.ts';
import { isEnabled, type Action } from './action.ts';
import { ACTION_NAMES, ACTIONS } from './actions.ts';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Shift counts for letters and named keys; for signs it is already in the key ("?" is Shift and "/" on many keyboards). */
export function matchesShortcut(event: KeyPress, shortcut: string): boolean {
  const parts = shortcut.split(/\+(?!$)/);
  const key = parts.at(-1)!;
  const wants = new Set(parts.slice(0, -1));
  if (wants.has('Mod') !== (event.ctrlKey || event.metaKey) || wants.has('Alt') !== event.altKey) return false;
  if (/^[^a-z0-9]$/i.test(key) && !wants.has('Shift')) return event.key === key;
  if (wants.has('Shift') !== event.shiftKey) return false;
  return (
    event.key.toLowerCase() === key.toLowerCase() ||
    (wants.has('Shift') && /^\d$/.test(key) && '!@#$%^&*()'['1234567890'.indexOf(key)] === event.key)
  );
}

export function actionFor(event: KeyPress, inField: boolean): Action | undefined {
  const found = ACTION_NAMES.map((name) => ACTIONS[name]).find((action) =>
    action.shortcuts?.some((shortcut) => matchesShortcut(event, shortcut)),
  );
  return found !== undefined && (!inField || found.inFields === true) ? found : undefined;
}

/** Runs the shortcuts of the page until it is stopped. Open menus and dialogs keep their keys. */
export function listenForShortcuts(workspace: Workspace): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isInOverlay(event.target)) return;
    const action = actionFor(event, isTextField(event.target));
    if (action === undefined || isOwnKey(event) || !isEnabled(action, workspace)) return;
    event.preventDefault();
    action.run(workspace);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.popover, .modal') !== null;
}

/** Enter and Space belong to the button that has the focus; arrows to the control. */
function isOwnKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  return event.target instanceof Element && event.target.closest('button, a, summary, [role="row"], [role="treeitem"]') !== null;
}
