/** Moves of the keyboard focus between the parts of the screen. */
export const INSPECTOR_ID = 'inspector';

/** Puts the keyboard into the first field of the inspector, once it shows the selection. */
export function focusInspector(): void {
  requestAnimationFrame(() => {
    const panel = document.getElementById(INSPECTOR_ID);
    const parameter = panel?.querySelector<HTMLElement>('[data-first-field] :is(input, select)');
    (parameter ?? panel?.querySelector<HTMLElement>('input, select') ?? panel)?.focus();
  });
}

/** True where keys are text: a shortcut must not take them away. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
