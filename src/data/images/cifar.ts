/** CIFAR-10 in its binary version (A. Krizhevsky, 2009): records of a class and 32 x 32 pixels, red, green and blue one after the other. */
import { fail, type Result } from '../../core/base/result.ts';
import type { SplitOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset, SplitName } from '../dataset.ts';
import { fileNameOf, type DataFile } from '../files/data-file.ts';
import { joinedStores, recordStore } from '../store/record-store.ts';

const SHAPE = [32, 32, 3] as const;
const PIXELS = 32 * 32;
const RECORD_BYTES = 1 + 3 * PIXELS;
const NAMES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** True for data_batch_1.bin and test_batch.bin. */
export function isCifarName(path: string): boolean {
  return /^(data_batch_\d+|test_batch)\.bin$/i.test(fileNameOf(path));
}

export async function openCifar(name: string, files: readonly DataFile[], options: SplitOptions = {}): Promise<Result<Dataset>> {
  const batches = files.filter(({ path }) => isCifarName(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const stores = [];
  const classNames: string[] = [];
  const given: SplitName[] = [];
  for (const file of batches) {
    const count = file.size / RECORD_BYTES;
    if (!Number.isInteger(count) || count === 0)
      return fail(`${file.path}: ${file.size} bytes are no whole number of records of ${RECORD_BYTES}`);
    const labels = await labelsOf(file, count);
    const bad = labels.findIndex((label) => label >= NAMES.length);
    if (bad >= 0) return fail(`${file.path}: record ${bad} is of class ${labels[bad]}; there are 0 to 9`);
    classNames.push(...labels.map((label) => NAMES[label]!));
    given.push(...labels.map((): SplitName => (/test/i.test(fileNameOf(file.path)) ? 'test' : 'train')));
    stores.push(await recordStore({ file, offset: 0, bytes: RECORD_BYTES, count, decode }, 3 * PIXELS));
  }
  const store = joinedStores(stores, 3 * PIXELS);
  return assemble({ name, kind: 'image', shape: SHAPE, store, classNames, given, skipped: [] }, options);
}

async function labelsOf(file: DataFile, count: number): Promise<number[]> {
  const bytes = await file.read();
  return Array.from({ length: count }, (_, i) => bytes[i * RECORD_BYTES]!);
}

/** Planes to pixels. */
function decode(record: Uint8Array, into: Float32Array, at: number): void {
  for (let pixel = 0; pixel < PIXELS; pixel++)
    for (let channel = 0; channel < 3; channel++) into[at + 3 * pixel + channel] = record[1 + channel * PIXELS + pixel]! / 255;
}
