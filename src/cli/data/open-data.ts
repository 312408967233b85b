/** Opens what `--data` names: a data set that comes with Tinyscape, or a file or folder. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fail, type Result } from '../../core/base/result.ts';
import { BUILT_IN_IDS, isBuiltInId } from '../../core/dataset/built-ins.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { OnProgress } from '../../data/gather.ts';
import { openDataset } from '../../data/open/open-dataset.ts';
import type { KeyedBytes } from '../../data/store/keyed-bytes.ts';
import { filesAt } from './disk-files.ts';
import { readMnistChunk } from './mnist-chunks.ts';

export async function openData(nameOrPath: string, options: OpenOptions = {}, onProgress?: OnProgress): Promise<Result<Dataset>> {
  const io = { fetchMnistChunk: readMnistChunk, storage: temporaryStorage(), ...(onProgress && { onProgress }) };
  if (isBuiltInId(nameOrPath)) return openDataset({ kind: 'built-in', id: nameOrPath }, io, options);
  try {
    const files = await filesAt(nameOrPath);
    return await openDataset({ kind: 'files', name: basename(resolve(nameOrPath)), files }, io, options);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return fail(
      isMissing
        ? `${nameOrPath}: there is no such file or folder, and no data set of this name; there are ${BUILT_IN_IDS.join(', ')}`
        : `${nameOrPath}: ${(error as Error).message}`,
    );
  }
}

/** Files in a folder of their own, made when first needed and removed when the process ends. */
function temporaryStorage(): KeyedBytes {
  let folder: Promise<string> | undefined;
  const made = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'tinyscape-data-'));
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const pathOf = async (key: string): Promise<string> => join(await (folder ??= made()), encodeURIComponent(key));
  return {
    get: async (key) => (folder === undefined ? undefined : new Uint8Array(await readFile(await pathOf(key)))),
    put: async (key, bytes) => writeFile(await pathOf(key), bytes),
  };
}
