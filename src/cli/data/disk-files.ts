import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { memoryFile, type DataFile } from '../../data/files/data-file.ts';

/** A file on disk, its bytes read when asked for. */
async function diskFile(path: string, name: string): Promise<DataFile> {
  const { size } = await stat(path);
  if (size === 0) return memoryFile(name, new Uint8Array(0));
  const read = async (from = 0, to = size): Promise<Uint8Array> => {
    const handle = await open(path);
    try {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
  return { path: name, size, read };
}

/** The file, or every file below the folder, by its path within. Rejects when there is nothing there. */
export async function filesAt(path: string): Promise<DataFile[]> {
  if (!(await stat(path)).isDirectory()) return [await diskFile(path, basename(path))];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(names.map((name) => diskFile(name, relative(path, name).split(sep).join('/'))));
}
