/** The public reference beside the repository: measurements and model files that conformance tests compare with. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../shared/reference', import.meta.url));

/** False where the folder is missing: conformance suites then skip, and this file says so aloud. */
export const hasReference = existsSync(FOLDER);
if (!hasReference) console.warn('SKIPPED: ../shared/reference is not there, nothing was compared with the measurements.');

export interface ReferenceModel {
  /** File name without its extension, as the tables call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every .tflite of the reference: the published models and the generated ones. */
export function referenceModels(): ReferenceModel[] {
  if (!hasReference) return [];
  return ['models', 'generated/models'].flatMap((folder) =>
    readdirSync(join(FOLDER, folder))
      .filter((file) => file.endsWith('.tflite'))
      .map((file) => ({ name: basename(file, '.tflite'), bytes: new Uint8Array(readFileSync(join(FOLDER, folder, file))) })),
  );
}

/** Rows of one of its tables, each by column name; no field of these tables holds a quoted comma. */
export function referenceRows(path: string): Readonly<Record<string, string>>[] {
  const [header, ...lines] = readFileSync(join(FOLDER, path), 'utf8').trimEnd().split(/\r?\n/);
  const columns = header!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}
