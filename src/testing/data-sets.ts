/** A small data set of each format, as the files a user would open. */
import { gzipSync, zipSync } from 'fflate';
import { createRandom } from '../core/base/random.ts';
import { memoryFile, type DataFile } from '../data/files/data-file.ts';
import { dataFiles, idxBytes, npyOf, tarBytes, wavFile } from './data-files.ts';
import { pngBytes } from './png-bytes.ts';

const random = createRandom(5);
const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => random.int(0, 255));
const classesOf = (count: number, classes: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => i % classes);

export function grey(width: number, height: number): Uint8Array {
  return pngBytes({ width, height, colour: 0, depth: 8, samples: [...bytes(width * height)] });
}

function noise(length: number): Uint8Array {
  return wavFile(
    Array.from({ length }, () => random.int(-8000, 8000)),
    8000,
  );
}

/** Paths "class/number.ending", so many a class. */
function folders(classes: readonly string[], perClass: number, ending: string, make: () => Uint8Array): Record<string, Uint8Array> {
  const names = classes.flatMap((name) => Array.from({ length: perClass }, (_, i) => `${name}/${i}.${ending}`));
  return Object.fromEntries(names.map((name) => [name, make()]));
}

export const pictures = (): Record<string, Uint8Array> => folders(['cat', 'dog'], 6, 'png', () => grey(8, 6));
export const sounds = (): Record<string, Uint8Array> => folders(['off', 'on'], 5, 'wav', () => noise(2000));

export function table(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const isWalk = i % 400 < 200;
    return `${i},${(Math.sin(i / 3) * (isWalk ? 1 : 3) + 5).toFixed(3)},${(random.next() * 100).toFixed(2)},${isWalk ? 'walk' : 'run'}`;
  });
  return `time,ax,ay,activity\n${lines.join('\n')}\n`;
}

export function cifar(): Record<string, Uint8Array> {
  const batch = (count: number): Uint8Array => {
    const records = bytes(count * 3073);
    for (let i = 0; i < count; i++) records[i * 3073] = i % 10;
    return records;
  };
  return { 'cifar-10-batches-bin/data_batch_1.bin': batch(20), 'cifar-10-batches-bin/test_batch.bin': batch(10) };
}

export function numpy(): Record<string, Uint8Array> {
  const labels = (count: number): Uint8Array => new Uint8Array(BigInt64Array.from({ length: count }, (_, i) => BigInt(i % 3)).buffer);
  return {
    'x_train.npy': npyOf('|u1', [30, 4, 4], bytes(480)),
    'y_train.npy': npyOf('<i8', [30], labels(30)),
    'x_test.npy': npyOf('|u1', [9, 4, 4], bytes(144)),
    'y_test.npy': npyOf('<i8', [9], labels(9)),
  };
}

export function idx(): Record<string, Uint8Array> {
  return {
    'train-images-idx3-ubyte.gz': gzipSync(idxBytes([20, 5, 4], bytes(400))),
    'train-labels-idx1-ubyte.gz': gzipSync(idxBytes([20], classesOf(20, 4))),
    't10k-images-idx3-ubyte': idxBytes([8, 5, 4], bytes(160)),
    't10k-labels-idx1-ubyte': idxBytes([8], classesOf(8, 4)),
  };
}

/** The files of each format by its name. */
export const DATA_SETS: Readonly<Record<string, readonly DataFile[]>> = {
  'pictures in folders': dataFiles(pictures()),
  'pictures in a zip': [memoryFile('set.zip', zipSync(pictures()))],
  'sounds in a zip': [memoryFile('set.zip', zipSync(sounds()))],
  'a table': dataFiles({ 'walks.csv': table(2400) }),
  'CIFAR-10': [memoryFile('cifar.tar.gz', gzipSync(tarBytes(cifar())))],
  'numpy archive': [memoryFile('set.npz', zipSync(numpy()))],
  'IDX files': dataFiles(idx()),
};
