import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { dataFiles, wavFile } from '../../testing/data-files.ts';
import { memoryBytes } from '../../testing/memory-bytes.ts';
import type { Dataset, Split } from '../dataset.ts';
import { openAudio, type AudioOptions } from './open-audio.ts';

const random = createRandom(9);
const noise = (length: number): Uint8Array =>
  wavFile(
    Array.from({ length }, () => random.int(-9000, 9000)),
    16_000,
  );

async function open(files: Readonly<Record<string, Uint8Array | string>>, options?: AudioOptions): Promise<Dataset> {
  const dataset = await openAudio('words', dataFiles(files), options);
  if (!dataset.ok) throw new Error(dataset.error.message);
  return dataset.value;
}

const namesOf = (split: Split): string[] => Array.from({ length: split.count }, (_, i) => split.nameOf!(i)).sort();

/** Twenty speakers say two words, some twice. */
function commands(): Record<string, Uint8Array> {
  const speakers = Array.from({ length: 20 }, (_, i) => (0x1000_0000 + i * 7919).toString(16));
  const paths = speakers.flatMap((speaker) => [
    `set/on/${speaker}_nohash_0.wav`,
    `set/on/${speaker}_nohash_1.wav`,
    `set/off/${speaker}_nohash_0.wav`,
  ]);
  return Object.fromEntries(paths.map((path) => [path, noise(8000)]));
}

describe('recordings in the layout of Speech Commands', () => {
  it('keep each speaker in one split', async () => {
    const { splits, classes, frontEnd } = await open({ ...commands(), 'set/_background_noise_/hum.wav': noise(40_000) });
    const speakers = Object.values(splits).map((split) => new Set(namesOf(split).map((name) => /([0-9a-f]+)_nohash/.exec(name)![1])));
    expect(classes).toEqual(['off', 'on']);
    expect(frontEnd).toEqual({ id: 'mfcc-49x10', sampleRate: 16_000 });
    expect(speakers.map(({ size }) => size)).toEqual([14, 2, 4]);
    expect(new Set(speakers.flatMap((each) => [...each])).size).toBe(20);
  });

  it('are split as their lists say where there are any', async () => {
    const files = commands();
    const on = Object.keys(files).filter((path) => path.includes('/on/'));
    const off = Object.keys(files).find((path) => path.includes('/off/'))!;
    const lists = {
      'set/testing_list.txt': `${on[0]!.slice(4)}\n${off.slice(4)}\n`,
      'set/validation_list.txt': `${on[1]!.slice(4)}\n`,
    };
    const { splits } = await open({ ...files, ...lists });
    expect([namesOf(splits.test), namesOf(splits.validation), splits.train.count]).toEqual([[off, on[0]], [on[1]], 57]);
  });
});

describe('recordings in the layout of the Free Spoken Digit Dataset', () => {
  it('train on four speakers and test on two', async () => {
    const names = ['ann', 'bob', 'cid', 'dan', 'eve', 'fay'].flatMap((speaker) =>
      [0, 1].flatMap((digit) => [0, 1, 2].map((take) => `${digit}_${speaker}_${take}.wav`)),
    );
    const { splits } = await open(Object.fromEntries(names.map((name) => [`digits/${name}`, noise(3000)])));
    const speakers = Object.values(splits).map((split) => new Set(namesOf(split).map((name) => name.split('_')[1])));
    expect([splits.train.count, splits.validation.count, splits.test.count]).toEqual([20, 4, 12]);
    expect([...speakers[2]!].some((speaker) => speakers[0]!.has(speaker) || speakers[1]!.has(speaker))).toBe(false);
  });
});

describe('copies of training samples', () => {
  it('stand behind them, changed, the same from the same seed', async () => {
    const files = { ...commands(), 'set/_background_noise_/hum.wav': noise(40_000) };
    const [plain, copied, again] = await Promise.all([open(files), open(files, { copies: 2 }), open(files, { copies: 2 })]);
    const { train } = copied.splits;
    expect([train.count, copied.splits.test.count]).toEqual([3 * plain.splits.train.count, plain.splits.test.count]);
    const read = async (split: Split, index: number): Promise<Float32Array> => {
      const into = new Float32Array(490);
      await split.read(Int32Array.of(index), into);
      return into;
    };
    const { count } = plain.splits.train;
    expect(await read(train, 3)).toEqual(await read(plain.splits.train, 3));
    expect(await read(train, count + 3)).not.toEqual(await read(train, 3));
    expect(await read(train, count + 3)).toEqual(await read(again.splits.train, count + 3));
    expect([train.labels[3], train.labels[count + 3], train.nameOf!(count + 3)]).toEqual([
      train.labels[3],
      train.labels[3],
      train.nameOf!(3),
    ]);
  });
});

describe('features', () => {
  it('come from the cache when the same recordings are opened again, and from nowhere else', async () => {
    const cache = memoryBytes();
    const files = { ...commands(), 'set/on/bad.wav': 'no sound' };
    const reports: number[] = [];
    const onProgress = (done: number): void => void reports.push(done);
    const first = await open(files, { cache, onProgress });
    const extracted = reports.length;
    const again = await open(files, { cache, onProgress });
    expect([extracted, reports.length, cache.kept.size]).toEqual([61, 61, 1]);
    expect([again.skipped, again.classes]).toEqual([first.skipped, first.classes]);
    const read = async ({ splits }: Dataset): Promise<Float32Array> => {
      const into = new Float32Array(splits.test.count * 490);
      await splits.test.read(
        Int32Array.from({ length: splits.test.count }, (_, i) => i),
        into,
      );
      return into;
    };
    expect(await read(again)).toEqual(await read(first));
    await open(files, { cache, frontEnd: 'micro-speech' });
    await open({ ...files, 'set/on/bad.wav': 'another' }, { cache });
    expect(cache.kept.size).toBe(3);
  });
});
