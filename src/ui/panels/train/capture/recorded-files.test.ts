import { describe, expect, it } from 'vitest';
import type { RecordedClass, RecordedSample } from './recorded-class.ts';
import { filledClasses, recordedFiles } from './recorded-files.ts';

const picture = (id: number): RecordedSample => ({ id, kind: 'picture', file: new Blob([`picture ${id}`]), url: '' });
const sound = (id: number): RecordedSample => ({ id, kind: 'sound', file: new Blob([`sound ${id}`]), peaks: [] });

const classes: readonly RecordedClass[] = [
  { id: 1, name: 'cat', samples: [picture(7), sound(8), picture(9)] },
  { id: 2, name: 'no cat', samples: [picture(3)] },
  { id: 3, name: 'nothing yet', samples: [] },
];

describe('recordings as files', () => {
  it('lie in a folder for each class, numbered in order, of one kind only', async () => {
    const files = recordedFiles(classes, 'picture');
    expect(files.map(({ path }) => path)).toEqual(['cat/0001.png', 'cat/0002.png', 'no cat/0001.png']);
    expect(await Promise.all(files.map(({ blob }) => blob.text()))).toEqual(['picture 7', 'picture 9', 'picture 3']);
    expect(recordedFiles(classes, 'sound').map(({ path }) => path)).toEqual(['cat/0001.wav']);
  });

  it('count as classes only where there are any', () => {
    expect(filledClasses(classes, 'picture')).toBe(2);
    expect(filledClasses(classes, 'sound')).toBe(1);
  });
});
