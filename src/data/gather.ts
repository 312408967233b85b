import type { Result } from '../core/base/result.ts';
import { ok } from '../core/base/result.ts';
import type { SkippedFile } from './dataset.ts';
import type { DataFile } from './files/data-file.ts';
import type { LabelledFile } from './folders/class-folders.ts';
import type { RowWriter } from './store/row-store.ts';

/** How far a long job is: so many of all. */
export type OnProgress = (done: number, all: number) => void;

/** The values of one sample, or why the file is left out. */
export type Decode = (bytes: Uint8Array, file: DataFile) => Result<ArrayLike<number>> | Promise<Result<ArrayLike<number>>>;

export interface GatheredFiles {
  readonly used: readonly LabelledFile[];
  readonly skipped: readonly SkippedFile[];
}

/** Writes each file's sample; a file that cannot be read or decoded is skipped. Fails only where the samples have no room. */
export async function gatherFiles(
  files: readonly LabelledFile[],
  writer: RowWriter,
  decode: Decode,
  onProgress: OnProgress = () => undefined,
): Promise<Result<GatheredFiles>> {
  const used: LabelledFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const [i, labelled] of files.entries()) {
    const sample = await decoded(labelled.file, decode);
    if (sample.ok) {
      const added = await writer.add(sample.value);
      if (!added.ok) return added;
      used.push(labelled);
    } else skipped.push({ name: labelled.file.path, reason: sample.error.message });
    onProgress(i + 1, files.length);
  }
  return ok({ used, skipped: [...skipped, ...emptyClasses(files, used)] });
}

/** What `decode` makes of a file's bytes; a file that cannot be read is a problem too. */
export async function decoded<T>(
  file: DataFile,
  decode: (bytes: Uint8Array, file: DataFile) => Result<T> | Promise<Result<T>>,
): Promise<Result<T>> {
  let bytes: Uint8Array;
  try {
    bytes = await file.read();
  } catch (error) {
    return { ok: false, error: { message: error instanceof Error ? error.message : String(error) } };
  }
  return bytes.length === 0 ? { ok: false, error: { message: 'it is empty' } } : decode(bytes, file);
}

/** Classes of which nothing is left. */
function emptyClasses(files: readonly LabelledFile[], used: readonly LabelledFile[]): SkippedFile[] {
  const left = new Set(used.map(({ className }) => className));
  const empty = new Set(files.map(({ className }) => className).filter((name) => !left.has(name)));
  return [...empty].map((name) => ({ name: `${name}/`, reason: 'none of the files of this class can be used, so the class is left out' }));
}
