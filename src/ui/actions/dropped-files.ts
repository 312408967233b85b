/** Files and folders dropped on the page. */
import type { RequestedFile } from '../../core/dataset/request.ts';

/**
 * Every file of a drop, those within its folders too, with its path from what was dropped. Call it while the drop is being handled: the
 * browser forgets the drop afterwards. Rejects where a file cannot be had any more.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly RequestedFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = [...files].map((file) => ({ path: file.name, blob: file }));
  return entries.length === 0 ? plain : (await Promise.all(entries.map(within))).flat();
}

async function within(entry: FileSystemEntry): Promise<readonly RequestedFile[]> {
  if (isFile(entry)) return [await fileOf(entry)];
  const children = await childrenOf((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(children.map(within))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<RequestedFile> {
  return new Promise((resolve, reject) => entry.file((blob) => resolve({ path: entry.fullPath.slice(1), blob }), reject));
}

/** A reader gives a folder in parts, and nothing when it is through. */
async function childrenOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
