import { describe, expect, it } from 'vitest';
import { folderName, freeName } from './class-name.ts';

describe('the name of a recorded class', () => {
  it('is kept where it can name a folder, in any script', () => {
    expect(folderName('background noise')).toBe('background noise');
    expect(folderName('être 犬')).toBe('être 犬');
  });

  it('loses what a path, a zip or a file system would misread', () => {
    expect(folderName(' ../cats/big ')).toBe('cats big');
    expect(folderName('a\\b: "c"?')).toBe('a b c');
    expect(folderName('.hidden.')).toBe('hidden');
    expect(folderName(' ./ ')).toBeUndefined();
  });

  it('is numbered where another class has it already, as folders do not tell capitals apart', () => {
    expect(freeName('Cat', ['dog'])).toBe('Cat');
    expect(freeName('Cat', ['cat', 'CAT 2'])).toBe('Cat 3');
  });
});
