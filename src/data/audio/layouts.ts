/** How published sets of spoken words lay out their files: who says what is in the name. */
import { classFolders, type LabelledFile } from '../folders/class-folders.ts';
import { fileNameOf, folderOf, type DataFile } from '../files/data-file.ts';
import type { SplitName } from '../dataset.ts';

export interface AudioLayout {
  readonly name: 'free-spoken-digits' | 'speech-commands' | 'folders';
  readonly files: readonly LabelledFile[];
  /** Recordings of noise alone, to be mixed in. */
  readonly backgrounds: readonly DataFile[];
}

const DIGIT_NAME = /^(\d+)_([^_]+)_(\d+)\.wav$/i;
const SPEAKER_NAME = /^([0-9a-f]+)_nohash_\d+\.wav$/i;
const BACKGROUND_FOLDER = '_background_noise_';

/** Sorts out the .wav files; `listed` is the split that a list beside them gives a path. */
export function audioLayout(files: readonly DataFile[], listed: ReadonlyMap<string, SplitName> = new Map()): AudioLayout {
  const sounds = files.filter(({ path }) => path.toLowerCase().endsWith('.wav'));
  const digits = sounds.filter(({ path }) => DIGIT_NAME.test(fileNameOf(path)));
  if (digits.length > 0 && digits.length === sounds.length)
    return { name: 'free-spoken-digits', files: digits.map(spokenDigit).sort(byPath), backgrounds: [] };
  const isBackground = ({ path }: DataFile): boolean => folderOf(path).endsWith(BACKGROUND_FOLDER);
  const spoken = classFolders(sounds.filter((file) => !isBackground(file)));
  const backgrounds = sounds.filter(isBackground);
  const isCommands = spoken.some(({ file }) => SPEAKER_NAME.test(fileNameOf(file.path)));
  return isCommands
    ? { name: 'speech-commands', files: spoken.map((each) => spokenCommand(each, listed)), backgrounds }
    : { name: 'folders', files: spoken, backgrounds };
}

const byPath = (a: LabelledFile, b: LabelledFile): number => (a.file.path < b.file.path ? -1 : 1);

function spokenDigit(file: DataFile): LabelledFile {
  const [, digit, speaker] = DIGIT_NAME.exec(fileNameOf(file.path))!;
  return { file, className: digit!, group: speaker! };
}

function spokenCommand(labelled: LabelledFile, listed: ReadonlyMap<string, SplitName>): LabelledFile {
  const name = fileNameOf(labelled.file.path);
  const group = SPEAKER_NAME.exec(name)?.[1] ?? name;
  const split = listed.size === 0 ? undefined : (listed.get(`${labelled.className}/${name}`) ?? 'train');
  return { ...labelled, group, ...(split && { split }) };
}

const LISTS = { 'validation_list.txt': 'validation', 'testing_list.txt': 'test' } as const;

/** The splits that Speech Commands publishes as lists of paths. */
export async function listedSplits(files: readonly DataFile[]): Promise<Map<string, SplitName>> {
  const listed = new Map<string, SplitName>();
  for (const file of files) {
    const split = LISTS[fileNameOf(file.path) as keyof typeof LISTS] as SplitName | undefined;
    if (split === undefined) continue;
    const text = new TextDecoder().decode(await file.read());
    for (const line of text.split(/\r?\n/)) if (line !== '') listed.set(line.trim(), split);
  }
  return listed;
}
