import { describe, expect, it } from 'vitest';
import type { RecordedClass, RecordedSample } from './recorded-class.ts';
import { filledClasses, hasFewTakes, recordedFiles } from './recorded-files.ts';

const picture = (id: number, take: number): RecordedSample => ({ id, take, kind: 'picture', file: new Blob([`picture ${id}`]), url: '' });
const sound = (id: number, take: number): RecordedSample => ({ id, take, kind: 'sound', file: new Blob([`sound ${id}`]), peaks: [] });

const cats: RecordedClass = {
  id: 1,
  name: 'cat',
  samples: [picture(7, 4), sound(8, 5), picture(9, 4), picture(10, 6), picture(12, 9)],
};
const none: RecordedClass = { id: 3, name: 'nothing yet', samples: [] };
const inOneGo: RecordedClass = { id: 2, name: 'no cat', samples: Array.from({ length: 7 }, (_, i) => picture(20 + i, 3)) };

describe('recordings as files', () => {
  it('lie in a folder for each class, named by what was recorded in one go, of one kind only', async () => {
    const files = recordedFiles([cats, none], 'picture');
    expect(files.map(({ path }) => path)).toEqual([
      'cat/take-1-0001.png',
      'cat/take-1-0002.png',
      'cat/take-2-0003.png',
      'cat/take-3-0004.png',
    ]);
    expect(await Promise.all(files.map(({ blob }) => blob.text()))).toEqual(['picture 7', 'picture 9', 'picture 10', 'picture 12']);
    expect(recordedFiles([cats], 'sound').map(({ path }) => path)).toEqual(['cat/take-1-0001.wav']);
  });

  it('are cut into stretches where a class was recorded in one go', () => {
    const takes = recordedFiles([inOneGo], 'picture').map(({ path }) => /take-(\d+)/.exec(path)?.[1]);
    expect(takes).toEqual(['1', '1', '2', '3', '3', '4', '5']);
    expect(hasFewTakes([cats, none], 'picture')).toBe(false);
    expect(hasFewTakes([cats, inOneGo], 'picture')).toBe(true);
  });

  it('count as classes only where there are any', () => {
    expect(filledClasses([cats, inOneGo, none], 'picture')).toBe(2);
    expect(filledClasses([cats, inOneGo, none], 'sound')).toBe(1);
  });
});
