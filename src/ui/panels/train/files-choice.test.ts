import { describe, expect, it } from 'vitest';
import { chosenFiles, filesChoice } from './files-choice.ts';

const at = (path: string) => ({ path, blob: new Blob() });

describe('files as data', () => {
  it('are called by the folder or the file they came as', () => {
    expect(filesChoice([at('pets/cat/1.png'), at('pets/dog/1.png')])).toMatchObject({ kind: 'files', name: 'pets' });
    expect(filesChoice([at('walk.csv')])).toMatchObject({ name: 'walk.csv' });
    expect(filesChoice([at('cat/1.png'), at('cat/2.png'), at('dog/1.png'), at('owl/1.png')])).toMatchObject({ name: 'cat and 2 more' });
    expect(filesChoice([])).toBeUndefined();
  });

  it('keep the path within a folder chosen', () => {
    const inFolder = Object.defineProperty(new File(['x'], '1.png'), 'webkitRelativePath', { value: 'pets/cat/1.png' });
    expect(chosenFiles([inFolder, new File(['y'], 'walk.csv')]).map(({ path }) => path)).toEqual(['pets/cat/1.png', 'walk.csv']);
  });
});
