import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dataFiles, idxBytes, npyOf, tarBytes } from '../../testing/data-files.ts';
import { cifar, DATA_SETS, grey, idx, numpy, pictures, sounds, table } from '../../testing/data-sets.ts';
import { pngBytes } from '../../testing/png-bytes.ts';
import { BUILT_INS } from '../../core/dataset/built-ins.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { balanceOf } from '../balance.ts';
import type { Dataset } from '../dataset.ts';
import { memoryFile, type DataFile } from '../files/data-file.ts';
import { openSynthetic } from '../synthetic/synthetic-set.ts';
import { SYNTHETIC_SETS } from './synthetic-sets.ts';
import { openDataset } from './open-dataset.ts';

const io = { fetchMnistChunk: () => Promise.reject(new Error('not here')) };

async function problemOr(files: readonly DataFile[], options?: OpenOptions): Promise<Dataset | string> {
  const dataset = await openDataset({ kind: 'files', name: 'set', files }, io, options);
  return dataset.ok ? dataset.value : dataset.error.message;
}

async function open(files: readonly DataFile[], options?: OpenOptions): Promise<Dataset> {
  const dataset = await problemOr(files, options);
  if (typeof dataset === 'string') throw new Error(dataset);
  return dataset;
}

async function sample({ splits, sampleShape }: Dataset, split: 'train' | 'test', index: number): Promise<Float32Array> {
  const into = new Float32Array(sampleShape.reduce((product, length) => product * length, 1));
  await splits[split].read(Int32Array.of(index), into);
  return into;
}

const facts = ({ kind, sampleShape, classes, splits }: Dataset): unknown => [
  kind,
  sampleShape,
  classes,
  [splits.train.count, splits.validation.count, splits.test.count],
];

describe('a data set of the user', () => {
  it.each([
    ['pictures in folders', ['image', [6, 8, 1], ['cat', 'dog'], [8, 2, 2]]],
    ['pictures in a zip', ['image', [6, 8, 1], ['cat', 'dog'], [8, 2, 2]]],
    ['sounds in a zip', ['audio', [49, 10, 1], ['off', 'on'], [6, 2, 2]]],
    ['a table', ['series', [128, 2], ['run', 'walk'], [16, 4, 4]]],
    ['CIFAR-10', ['image', [32, 32, 3], expect.arrayContaining(['airplane', 'truck']), [10, 10, 10]]],
    ['numpy archive', ['image', [4, 4, 1], ['0', '1', '2'], [27, 3, 9]]],
    ['IDX files', ['image', [5, 4, 1], ['0', '1', '2', '3'], [16, 4, 8]]],
  ])('opens: %s', async (name, expected) => {
    const dataset = await open(DATA_SETS[name]!);
    expect(facts(dataset)).toEqual(expected);
    expect(dataset.skipped).toEqual([]);
    expect((await sample(dataset, 'test', 0)).every(Number.isFinite)).toBe(true);
  });

  it('has the pixels of its pictures, 0 to 1', async () => {
    const picture = (level: number): Uint8Array => pngBytes({ width: 2, height: 1, colour: 0, depth: 8, samples: [level, 255] });
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i % 2 ? 'odd' : 'even'}/${i}.png`, picture(i)]));
    const dataset = await open(dataFiles(files));
    for (let i = 0; i < dataset.splits.train.count; i++) {
      const [first, second] = await sample(dataset, 'train', i);
      expect(second).toBe(1);
      expect(dataset.classes[dataset.splits.train.labels[i]!]).toBe(Math.round(first! * 255) % 2 ? 'odd' : 'even');
    }
  });

  it('tests on pictures of takes that none was learned from', async () => {
    const picture = (level: number): Uint8Array => pngBytes({ width: 1, height: 1, colour: 0, depth: 8, samples: [level] });
    const takes = ['cat', 'dog'].flatMap((name, i) => [1, 2, 3, 4].map((take) => ({ folder: `set/${name}`, take, level: 50 * i + take })));
    const files = takes.flatMap(({ folder, take, level }) =>
      [1, 2, 3].map((n) => [`${folder}/take-${take}-000${n}.png`, picture(level)] as const),
    );
    const dataset = await open(dataFiles(Object.fromEntries(files)));
    const levels = async (split: 'train' | 'test'): Promise<number[]> => {
      const all = Array.from({ length: dataset.splits[split].count }, (_, i) => sample(dataset, split, i));
      return (await Promise.all(all)).map(([level]) => Math.round(level! * 255));
    };
    const tested = await levels('test');
    expect(tested).toHaveLength(6);
    expect(new Set(tested).size).toBe(2);
    expect((await levels('train')).filter((level) => tested.includes(level))).toEqual([]);
  });

  it('takes CIFAR planes for channels, and its labels for names', async () => {
    const files = cifar();
    const record = files['cifar-10-batches-bin/test_batch.bin']!;
    const dataset = await open([memoryFile('c.tgz', gzipSync(tarBytes(files)))]);
    const pixels = await sample(dataset, 'test', 0);
    expect([...pixels.subarray(0, 3)].map((value) => Math.round(value * 255))).toEqual([record[1], record[1 + 1024], record[1 + 2048]]);
    expect(dataset.classes[dataset.splits.test.labels[3]!]).toBe('cat');
  });

  it('keeps the splits that folders give', async () => {
    const files = Object.fromEntries(
      ['train/a', 'train/b', 'val/a', 'val/b', 'test/a', 'test/b'].flatMap((folder) =>
        [0, 1].map((i) => [`set/${folder}/${i}.png`, grey(4, 4)]),
      ),
    );
    expect(facts(await open(dataFiles(files)))).toEqual(['image', [4, 4, 1], ['a', 'b'], [4, 4, 4]]);
  });

  it('reads arrays of floats as they are, and labels of one number or of one-hot rows', async () => {
    const values = Float32Array.from({ length: 60 }, (_, i) => i / 2);
    const oneHot = Float32Array.from({ length: 40 }, (_, i) => (i % 2 === Math.floor(i / 2) % 2 ? 1 : 0));
    const files = dataFiles({
      'features.npy': npyOf('<f4', [20, 3], new Uint8Array(values.buffer)),
      'labels.npy': npyOf('<f4', [20, 2], new Uint8Array(oneHot.buffer)),
    });
    const dataset = await open(files);
    expect(facts(dataset)).toEqual(['vector', [3], ['0', '1'], [14, 2, 4]]);
    const [first] = await sample(dataset, 'train', 0);
    expect(dataset.splits.train.labels[0]).toBe(Math.round((first! * 2) / 3) % 2);
  });

  it('standardizes each channel of a table and says by what', async () => {
    const dataset = await open(dataFiles({ 'walks.csv': table(2400) }), { window: 50, hop: 25 });
    expect(dataset.standardization?.mean[0]).toBeCloseTo(5, 1);
    const all = new Float32Array(dataset.splits.train.count * 100);
    await dataset.splits.train.read(
      Int32Array.from({ length: dataset.splits.train.count }, (_, i) => i),
      all,
    );
    const second = all.filter((_, i) => i % 2 === 1);
    expect(second.reduce((sum, value) => sum + value, 0) / second.length).toBeCloseTo(0, 5);
    expect(Math.sqrt(second.reduce((sum, value) => sum + value ** 2, 0) / second.length)).toBeCloseTo(1, 4);
  });

  it('reads the columns it is told, cut as it is told', async () => {
    const dataset = await open(dataFiles({ 'walks.csv': table(2400) }), {
      columns: ['ay'],
      labelColumn: 'activity',
      window: 100,
      hop: 100,
    });
    expect(facts(dataset)).toEqual(['series', [100, 1], ['run', 'walk'], [16, 4, 4]]);
  });

  it('takes the classes of tables from their folders, and the splits too', async () => {
    const rows = (scale: number): string => `x,y\n${Array.from({ length: 60 }, (_, i) => `${i * scale},${i % 7}`).join('\n')}\n`;
    const files = Object.fromEntries(
      ['train', 'test'].flatMap((part) => ['up', 'down'].map((name) => [`${part}/${name}/1.csv`, rows(name === 'up' ? 1 : -1)])),
    );
    const dataset = await open(dataFiles(files), { window: 20, hop: 20 });
    expect([dataset.sampleShape, dataset.classes, dataset.splits.test.count]).toEqual([[20, 2], ['down', 'up'], 6]);
    expect(dataset.splits.train.count + dataset.splits.validation.count).toBe(6);
    expect(Array.from({ length: 6 }, (_, i) => dataset.splits.test.nameOf!(i)).every((name) => name.startsWith('test/'))).toBe(true);
  });

  it('takes a single class where one will do', async () => {
    const usual = Object.fromEntries(Object.entries(pictures()).filter(([path]) => path.startsWith('cat')));
    expect(facts(await open(dataFiles(usual), { oneClass: true }))).toEqual(['image', [6, 8, 1], ['cat'], [4, 1, 1]]);
  });

  it('takes the features of the front end asked for', async () => {
    const dataset = await open(dataFiles(sounds()), { frontEnd: 'micro-speech' });
    expect(dataset.sampleShape).toEqual([49, 40, 1]);
    expect(dataset.frontEnd).toEqual({ id: 'micro-speech', sampleRate: 8000 });
  });

  it('leaves out bad files and lists them', async () => {
    const files = {
      ...pictures(),
      'cat/bad.png': new Uint8Array(20),
      'dog/photo.jpg': Uint8Array.of(255, 216, 255),
      'dog/picture.webp': Uint8Array.of(1),
      'fox/0.png': new Uint8Array(0),
    };
    const dataset = await open(dataFiles(files));
    expect(dataset.classes).toEqual(['cat', 'dog']);
    expect(dataset.skipped).toEqual([
      { name: 'cat/bad.png', reason: 'it is not a PNG' },
      { name: 'dog/photo.jpg', reason: 'its header is missing' },
      { name: 'dog/picture.webp', reason: 'it is a .webp; the command line reads .png and .jpg, convert it or open it on the page' },
      { name: 'fox/0.png', reason: 'it is empty' },
      { name: 'fox/', reason: 'none of the files of this class can be used, so the class is left out' },
    ]);
    const spoken = await open(dataFiles({ ...sounds(), 'on/bad.wav': new Uint8Array(50) }));
    expect(spoken.skipped).toEqual([{ name: 'on/bad.wav', reason: 'it is not a WAV file' }]);
  });

  it('leaves out rows without a number, and lets no window reach over them', async () => {
    const lines = table(2400).split('\n');
    lines[31] = '30,NaN,1,walk';
    lines[40] = '39,1,,walk';
    const dataset = await open(dataFiles({ 'walks.csv': lines.join('\n') }), { window: 100, hop: 100 });
    expect(dataset.skipped).toEqual([
      { name: 'walks.csv', reason: '2 rows hold no number in a column that is read, the first in line 32, and are left out' },
    ]);
    expect(balanceOf(dataset).map(({ counts }) => counts.train + counts.validation + counts.test)).toEqual([12, 11]);
  });
});

describe('a data set that cannot be used is refused in one sentence', () => {
  it.each<[string, DataFile[], string]>([
    ['nothing', [], 'there are no files'],
    [
      'one class',
      dataFiles({ 'cat/1.png': grey(4, 4), 'cat/2.png': grey(4, 4) }),
      'set: there is only one class, "cat"; a classifier needs two or more',
    ],
    [
      'too few',
      dataFiles({ 'cat/1.png': grey(4, 4), 'dog/2.png': grey(4, 4) }),
      'set: 2 samples in 2 classes are too few to train on some and test on others',
    ],
    ['no folders', dataFiles({ '1.png': grey(4, 4) }), 'set: there is no picture in a folder named for its class'],
    [
      'other files',
      dataFiles({ 'a/read.me': 'x', 'b/1.doc': 'x' }),
      'set: it holds no pictures, .wav, .csv, .npy, IDX or CIFAR-10 files in a layout that is known',
    ],
    [
      'only bad ones',
      dataFiles({ 'a/1.wav': 'x', 'b/1.wav': 'x' }),
      'set: none of its samples can be used; 4 were left out, the first, a/1.wav, because it is not a WAV file',
    ],
    [
      'a table without classes',
      dataFiles({ 'a.csv': 'x,y\n1,2\n3,4\n' }),
      'set: no window of 128 rows can be cut; a.csv: it has no column with the class; name one',
    ],
    [
      'a short table',
      dataFiles({ 'a.csv': 'x,label\n1,a\n3,b\n' }),
      'set: no window of 128 rows can be cut; a.csv: no 128 rows of one class follow each other',
    ],
    ['a broken zip', [memoryFile('set.zip', zipSync(pictures()).subarray(0, 200))], 'set.zip: it is not a zip, or its end is missing'],
    ['a broken tar', [memoryFile('set.tar', new Uint8Array(1024).fill(1))], 'set.tar: the tar is damaged at byte 0'],
    [
      'labels that do not match',
      dataFiles({ ...idx(), 't10k-labels-idx1-ubyte': idxBytes([3], Uint8Array.of(1, 2, 3)) }),
      't10k-images-idx3-ubyte: 8 samples have 3 labels',
    ],
    [
      'wrong shapes',
      dataFiles({ ...numpy(), 'x_test.npy': npyOf('|u1', [9, 2, 2], new Uint8Array(36)) }),
      'set: samples of 4 x 4 x 1 and of 2 x 2 x 1 do not go together',
    ],
    ['arrays without labels', dataFiles({ 'x.npy': npyOf('|u1', [9, 2, 2], new Uint8Array(36)) }), 'set: there are no labels for x'],
    [
      'half a record',
      dataFiles({ 'data_batch_1.bin': new Uint8Array(3000) }),
      'data_batch_1.bin: 3000 bytes are no whole number of records of 3073',
    ],
  ])('%s', async (_, files, message) => {
    expect(await problemOr(files)).toBe(message);
  });
});

describe('a data set that comes with Tinyscape', () => {
  it.each(BUILT_INS.filter(({ isSynthetic }) => isSynthetic))('$id is as the catalogue says', async (entry) => {
    const set = SYNTHETIC_SETS[entry.id as keyof typeof SYNTHETIC_SETS];
    expect(set.samples).toBe(entry.samples);
    const dataset = await openSynthetic(set, { samples: 60 });
    const { name, kind, sampleShape, isSynthetic, classes } = dataset.ok ? dataset.value : ({} as Dataset);
    const expected = { name: entry.name, kind: entry.kind, sampleShape: entry.sampleShape, isSynthetic: true, classes: entry.classes };
    expect({ name, kind, sampleShape, isSynthetic, classes: classes.length }).toEqual(expected);
  });

  it('is made by its identifier, all of it', async () => {
    const dataset = await openDataset({ kind: 'built-in', id: 'gestures' }, io);
    expect(dataset.ok && facts(dataset.value)).toEqual([
      'series',
      [128, 3],
      ['circle', 'lift', 'shake', 'still', 'swipe', 'tap'],
      [1680, 240, 480],
    ]);
  });

  it('asks for the chunks of MNIST', async () => {
    expect(await openDataset({ kind: 'built-in', id: 'mnist' }, io)).toEqual({
      ok: false,
      error: { message: 'MNIST: its chunk 00.bin could not be read (not here)' },
    });
  });
});
