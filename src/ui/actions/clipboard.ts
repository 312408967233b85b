/** Copy and paste: nodes travel as JSON text; a pasted link, design or file opens. */
import { newDesign } from '../../core/document/new-design.ts';
import { designJson } from '../../core/document/design-json.ts';
import type { Clip } from '../../core/graph/clipboard.ts';
import { isTextField } from '../app/focus.ts';
import type { Workspace } from '../app/workspace.ts';
import { openFiles } from './open.ts';

const MARK = '{"tinyscape":"nodes","design":';

/** Copied nodes as text: a design of nothing but them, marked. */
export function clipText({ nodes, groups }: Clip): string {
  return `${MARK}${designJson({ ...newDesign('Copied nodes'), graph: { nodes, groups, outputs: [] } })}}`;
}

function isClipText(text: string): boolean {
  return text.startsWith(MARK);
}

/** Pastes nodes into the design; anything else is opened. */
export function pasteText(workspace: Workspace, text: string): void {
  if (isClipText(text)) void pasteClip(workspace, text);
  else if (text.trim() !== '') void workspace.stores.library.getState().openText(text);
}

async function pasteClip({ commands, stores, readOnly }: Workspace, text: string): Promise<void> {
  const { parseDesignText } = await import('../../core/document/parse-design.ts');
  const parsed = parseDesignText(text.slice(MARK.length, -1));
  if (!parsed.ok) stores.view.getState().say(`The clipboard cannot be pasted: ${parsed.error.message}`, 'error');
  else if (!readOnly) commands.paste(parsed.value.graph);
}

/** Follows the browser's own copy, cut and paste, wherever the user is not typing. */
export function listenForClipboard(workspace: Workspace): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const copy = (event: ClipboardEvent): void => {
    const { nodes } = workspace.stores.selection.getState();
    if (isTextField(event.target) || nodes.length === 0 || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', clipText(workspace.commands.copy(nodes)));
    if (event.type === 'cut' && !workspace.readOnly) workspace.commands.remove(nodes, true);
  };
  const paste = (event: ClipboardEvent): void => {
    if (isTextField(event.target) || event.clipboardData === null) return;
    event.preventDefault();
    const { files } = event.clipboardData;
    if (files.length > 0) void openFiles(workspace, [...files]);
    else pasteText(workspace, event.clipboardData.getData('text/plain'));
  };
  document.addEventListener('copy', copy, { signal });
  document.addEventListener('cut', copy, { signal });
  document.addEventListener('paste', paste, { signal });
  return () => controller.abort();
}
