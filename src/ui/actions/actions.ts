/** Every user action, by name. */
import type { Action } from './action.ts';
import { EDIT_ACTIONS } from './edit-actions.ts';
import { FILE_ACTIONS } from './file-actions.ts';
import { INSERT_ACTIONS } from './insert-actions.ts';
import { VIEW_ACTIONS } from './view-actions.ts';

const TABLE = { ...FILE_ACTIONS, ...EDIT_ACTIONS, ...INSERT_ACTIONS, ...VIEW_ACTIONS } as const;

export type ActionName = keyof typeof TABLE;

export const ACTIONS: Readonly<Record<ActionName, Action>> = TABLE;

export const ACTION_NAMES = Object.keys(TABLE) as readonly ActionName[];

export function isActionName(name: string): name is ActionName {
  return name in ACTIONS;
}
