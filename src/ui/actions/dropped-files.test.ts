import { describe, expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

function fileEntry(fullPath: string): FileSystemFileEntry {
  const file = (done: (file: File) => void): void => done(new File([fullPath], fullPath));
  return { isFile: true, fullPath, file } as unknown as FileSystemFileEntry;
}

/** Gives its children two at a time, as Chromium gives a hundred. */
function folderEntry(children: readonly FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const left = [...children];
    return { readEntries: (done: (some: FileSystemEntry[]) => void): void => done(left.splice(0, 2)) };
  };
  return { isFile: false, createReader } as unknown as FileSystemEntry;
}

function drop(entries: readonly (FileSystemEntry | null)[], files: readonly File[] = []): DataTransfer {
  return { items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files } as unknown as DataTransfer;
}

describe('what is dropped', () => {
  it('is every file of the folders, with its path from the folder dropped', async () => {
    const cats = folderEntry(['1.png', '2.png', '3.png'].map((name) => fileEntry(`/pets/cat/${name}`)));
    const pets = folderEntry([cats, folderEntry([]), fileEntry('/pets/about.txt')]);
    const files = await droppedFiles(drop([pets, fileEntry('/more.zip')]));
    expect(files.map(({ path }) => path)).toEqual(['pets/cat/1.png', 'pets/cat/2.png', 'pets/cat/3.png', 'pets/about.txt', 'more.zip']);
    expect(await files[4]!.blob.text()).toBe('/more.zip');
  });

  it('is the files alone where the browser gives no entries', async () => {
    const file = new File(['x'], 'walk.csv');
    expect(await droppedFiles(drop([null], [file]))).toEqual([{ path: 'walk.csv', blob: file }]);
  });
});
