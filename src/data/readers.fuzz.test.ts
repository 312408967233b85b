/** Every reader on damaged copies of its files: a data set or one clear line, never an exception and never a hang. */
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../core/base/random.ts';
import { dataFiles, tarBytes } from '../testing/data-files.ts';
import { cifar, idx, numpy, pictures, sounds, table } from '../testing/data-sets.ts';
import { mutated } from '../testing/mutate.ts';
import { memoryFile, type DataFile } from './files/data-file.ts';
import { openDataset } from './open/open-dataset.ts';

const io = { fetchMnistChunk: () => Promise.reject(new Error('not here')) };
const TEXT = new TextEncoder();

/** One or two of the files damaged. */
function damaged(random: Random, files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const copy = { ...files };
  for (let i = random.int(1, 2); i > 0; i--) {
    const path = random.pick(Object.keys(copy));
    if (copy[path]!.length > 0) copy[path] = mutated(random, copy[path]!);
  }
  return copy;
}

type Damage = (random: Random) => readonly DataFile[];

const inFolder =
  (files: Readonly<Record<string, Uint8Array>>): Damage =>
  (random) =>
    dataFiles(damaged(random, files));

const inArchive =
  (name: string, pack: (files: Record<string, Uint8Array>) => Uint8Array, files: Record<string, Uint8Array>): Damage =>
  (random) => [memoryFile(name, random.next() < 0.5 ? pack(damaged(random, files)) : mutated(random, pack(files)))];

const stored = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files, { level: 0 });

const CASES: Readonly<Record<string, Damage>> = {
  'pictures in folders': inFolder(pictures()),
  'pictures in a zip': inArchive('set.zip', stored, pictures()),
  'sounds in a zip': inArchive('set.zip', zipSync, {
    'off/0.wav': sounds()['off/0.wav']!,
    'on/0.wav': sounds()['on/0.wav']!,
    'on/1.wav': sounds()['on/1.wav']!,
  }),
  tables: inFolder({ 'a.csv': TEXT.encode(table(300)), 'b.csv': TEXT.encode(table(150)) }),
  'CIFAR-10 in a tar': inArchive('set.tar', tarBytes, cifar()),
  'numpy arrays in a tar.gz': inArchive('set.tgz', (files) => gzipSync(tarBytes(files)), numpy()),
  'numpy arrays': inFolder(numpy()),
  'a numpy archive': inArchive('set.npz', stored, numpy()),
  'IDX files': inFolder(idx()),
};

const MUTANTS = 500;

describe('damaged files', () => {
  it.each(Object.entries(CASES))('open or are refused in one line: %s', async (_, damage) => {
    const random = createRandom(11);
    let opened = 0;
    let noticed = 0;
    for (let i = 0; i < MUTANTS; i++) {
      const dataset = await openDataset({ kind: 'files', name: 'set', files: damage(random) }, io, { window: 20 });
      if (!dataset.ok && !/^[\P{Cc}]{10,400}$/u.test(dataset.error.message))
        throw new Error(`an unclear message: ${JSON.stringify(dataset.error.message)}`);
      if (!dataset.ok || dataset.value.skipped.length > 0) noticed++;
      if (!dataset.ok) continue;
      opened++;
      const { splits, sampleShape } = dataset.value;
      await splits.train.read(Int32Array.of(0), new Float32Array(sampleShape.reduce((product, length) => product * length, 1)));
    }
    expect(opened).toBeGreaterThan(0);
    expect(noticed).toBeGreaterThan(0);
  });
});
