/** Opens files the user drops, picks or pastes. */
import type { Workspace } from '../app/workspace.ts';

/** What a model.json keeps its weights in. */
const isShard = ({ name }: File): boolean => /\.bin$/i.test(name);

/** Opens the first file, with the weights that lie beside a model.json; says so when there are more. */
export async function openFiles({ stores }: Workspace, files: readonly File[]): Promise<void> {
  const models = files.filter((file) => !isShard(file));
  const file = models[0] ?? files[0];
  if (file === undefined) return;
  if (models.length > 1) stores.view.getState().say(`Opening ${file.name}; drop one file at a time to open the others.`);
  await stores.library.getState().openFile(file, files.filter(isShard));
}
