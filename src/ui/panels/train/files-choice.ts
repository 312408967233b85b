import type { RequestedFile } from '../../../core/dataset/request.ts';
import type { DataChoice } from './train-settings.ts';

/** Files as the data to train on, called by the folder or file they came as; undefined where there are none. */
export function filesChoice(files: readonly RequestedFile[]): DataChoice | undefined {
  const [first, ...others] = new Set(files.map(({ path }) => path.split('/')[0]!));
  if (first === undefined) return undefined;
  return { kind: 'files', name: others.length === 0 ? first : `${first} and ${others.length} more`, files };
}

/** Files from a file chooser, with their paths within a folder chosen. */
export function chosenFiles(files: readonly File[]): readonly RequestedFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
}
