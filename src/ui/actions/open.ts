/** Opens whatever the user drops, picks or pastes: a .tflite, a design as JSON, a link. What is wrong is said in one message. */
import type { Result } from '../../core/base/result.ts';
import type { Design } from '../../core/document/design.ts';
import type { Workspace } from '../app/workspace.ts';

/** Larger files are refused unread. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Opens the first file; says so when there are more. */
export async function openFiles(workspace: Workspace, files: readonly File[]): Promise<void> {
  const [file, ...rest] = files;
  if (file === undefined) return;
  const design = await readFile(file);
  if (rest.length > 0) workspace.stores.view.getState().say(`Opened ${file.name}; drop one file at a time to open the others.`);
  show(workspace, file.name, design);
}

/** Opens a pasted link or design. */
export async function openText(workspace: Workspace, text: string): Promise<void> {
  if (text !== '') show(workspace, text.startsWith('{') ? 'The pasted text' : undefined, await readText(text));
}

function show({ stores }: Workspace, source: string | undefined, design: Result<Design>): void {
  if (design.ok) {
    stores.design.getState().open(design.value);
    return;
  }
  const where = design.error.where === undefined ? '' : ` (${design.error.where})`;
  const what = source === undefined ? '' : `${source} cannot be opened: `;
  stores.view.getState().say(`${what}${design.error.message}${where}`, 'error');
}

export async function readFile(file: File): Promise<Result<Design>> {
  if (file.size > MAX_FILE_BYTES) return { ok: false, error: { message: 'it is larger than 64 MiB' } };
  if (file.name.endsWith('.json')) return readText(await file.text());
  return { ok: false, error: { message: 'only .tflite and .json files can be opened' } };
}

export async function readText(text: string): Promise<Result<Design>> {
  if (text.startsWith('{')) return (await import('../../core/document/parse-design.ts')).parseDesignText(text);
  const { decodeLink } = await import('../../core/formats/link/link.ts');
  return decodeLink(text);
}
