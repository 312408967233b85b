/** Opens files the user drops, picks or pastes. */
import type { Workspace } from '../app/workspace.ts';

/** Opens the first file; says so when there are more. */
export async function openFiles({ stores }: Workspace, files: readonly File[]): Promise<void> {
  const [file, ...rest] = files;
  if (file === undefined) return;
  if (rest.length > 0) stores.view.getState().say(`Opening ${file.name}; drop one file at a time to open the others.`);
  await stores.library.getState().openFile(file);
}
