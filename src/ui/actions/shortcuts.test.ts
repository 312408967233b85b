import { describe, expect, it } from 'vitest';
import { ACTION_NAMES, ACTIONS } from './actions.ts';
import { actionFor, matchesShortcut } from './shortcuts.ts';

function press(key: string, ...modifiers: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]) {
  const has = (name: (typeof modifiers)[number]): boolean => modifiers.includes(name);
  return { key, ctrlKey: has('ctrl'), metaKey: has('meta'), shiftKey: has('shift'), altKey: has('alt') };
}

describe('shortcuts', () => {
  it('take Control and Command alike', () => {
    expect(actionFor(press('z', 'ctrl'), false)).toBe(ACTIONS.undo);
    expect(actionFor(press('z', 'meta'), false)).toBe(ACTIONS.undo);
    expect(actionFor(press('Z', 'ctrl', 'shift'), false)).toBe(ACTIONS.redo);
  });

  it('find signs that need Shift on some keyboards', () => {
    expect(actionFor(press('?', 'shift'), false)).toBe(ACTIONS.shortcuts);
    expect(actionFor(press('+', 'shift'), false)).toBe(ACTIONS.zoomIn);
    expect(matchesShortcut(press('!', 'shift'), 'Shift+1')).toBe(true);
  });

  it('leave letters and the undo of text to a field', () => {
    expect(actionFor(press('f'), true)).toBeUndefined();
    expect(actionFor(press('z', 'ctrl'), true)).toBeUndefined();
    expect(actionFor(press('k', 'ctrl'), true)).toBe(ACTIONS.commands);
  });

  it('belong to one action each', () => {
    const all = ACTION_NAMES.flatMap((name) => ACTIONS[name].shortcuts ?? []);
    expect(all.filter((shortcut, i) => all.indexOf(shortcut) !== i)).toEqual([]);
  });
});
