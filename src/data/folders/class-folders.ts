/** Which class a file belongs to, by the folder it lies in. */
import type { SplitName } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';

export interface LabelledFile {
  readonly file: DataFile;
  readonly className: string;
  /** Where the folders say it: train/cat/1.png. */
  readonly split?: SplitName;
  /** Files of one group stay in one split: who spoke, what was recorded in one go. */
  readonly group?: string;
}

const SPLIT_FOLDERS: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** Files below class folders, below split folders where there are any, sorted by path; files in no folder are left out. */
export function classFolders(files: readonly DataFile[]): LabelledFile[] {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const paths = withoutShared(sorted.map(({ path }) => path.split('/')));
  const hasSplits = paths.every((parts) => parts.length > 2 && SPLIT_FOLDERS.has(parts[0]!.toLowerCase()));
  return sorted.flatMap((file, i) => {
    const parts = paths[i]!;
    if (!hasSplits) return parts.length > 1 ? [{ file, className: parts[0]!, ...takeOf(parts) }] : [];
    return [{ file, className: parts[1]!, split: SPLIT_FOLDERS.get(parts[0]!.toLowerCase())! }];
  });
}

/** As recordings of the page are named: cat/take-1-0001.png. */
function takeOf(parts: readonly string[]): { group?: string } {
  const take = /^take-\d+(?=-\d+\.\w+$)/.exec(parts.at(-1)!)?.[0];
  return take === undefined ? {} : { group: `${parts[0]}/${take}` };
}

/** The paths below the folder they all share, as long as each still lies in a folder. */
function withoutShared(paths: string[][]): string[][] {
  const shared = paths[0]?.[0];
  const canGo = shared !== undefined && paths.every((parts) => parts.length > 2 && parts[0] === shared);
  return canGo ? withoutShared(paths.map((parts) => parts.slice(1))) : paths;
}
