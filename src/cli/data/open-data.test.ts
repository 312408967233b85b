import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DATA_SETS, pictures } from '../../testing/data-sets.ts';
import { openData } from './open-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'tinyscape-open-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('--data', () => {
  it('opens a folder and an archive on disk', async () => {
    for (const [path, bytes] of Object.entries(pictures())) {
      mkdirSync(dirname(join(folder, 'pets', path)), { recursive: true });
      writeFileSync(join(folder, 'pets', path), bytes);
    }
    writeFileSync(join(folder, 'pets.zip'), await DATA_SETS['pictures in a zip']![0]!.read());
    for (const name of ['pets', 'pets.zip']) {
      const dataset = await openData(join(folder, name));
      expect(dataset.ok && [dataset.value.name, dataset.value.classes]).toEqual([name, ['cat', 'dog']]);
    }
  });

  it('opens what comes with Tinyscape by its name', async () => {
    const dataset = await openData('gestures', { seed: 3 });
    expect(dataset.ok && dataset.value.splits.test.count).toBe(480);
  });

  it('says what there is when there is nothing of the name', async () => {
    expect(await openData('/no/such/place')).toEqual({
      ok: false,
      error: {
        message:
          '/no/such/place: there is no such file or folder, and no data set of this name; there are mnist, shapes, gestures, tones, keywords',
      },
    });
  });
});
