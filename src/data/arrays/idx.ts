/** IDX files, as MNIST and its relatives come in: pairs of images and labels, packed with gzip or not. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { SplitOptions } from '../../core/dataset/open-options.ts';
import type { Dataset } from '../dataset.ts';
import { fileNameOf, type DataFile } from '../files/data-file.ts';
import { ungzipped } from '../files/gzip.ts';
import { partOf, joinParts, type Part } from './join-parts.ts';
import { arrayBytes, type NumberArray } from './number-array.ts';
import type { NumberType } from './numbers.ts';

const TYPES: Readonly<Record<number, NumberType>> = { 8: 'uint8', 9: 'int8', 11: 'int16', 12: 'int32', 13: 'float32', 14: 'float64' };
const MAX_DIMENSIONS = 8;

/** True for a name such as train-images-idx3-ubyte.gz or t10k-labels.idx1-ubyte. */
export function isIdxName(path: string): boolean {
  return /[-.]idx\d?([-.]ubyte)?(\.gz)?$/i.test(fileNameOf(path));
}

async function readIdx(given: DataFile): Promise<Result<NumberArray>> {
  let file: DataFile;
  try {
    file = await ungzipped(given);
  } catch (error) {
    return fail(`${given.path}: it could not be unpacked (${error instanceof Error ? error.message : String(error)})`);
  }
  const head = await file.read(0, Math.min(file.size, 4 + 4 * MAX_DIMENSIONS));
  const type = head[0] === 0 && head[1] === 0 ? TYPES[head[2] ?? 0] : undefined;
  const dimensions = head[3] ?? 0;
  if (type === undefined || dimensions === 0 || dimensions > MAX_DIMENSIONS || head.length < 4 + 4 * dimensions)
    return fail(`${file.path}: it is not an IDX file`);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i, false));
  const offset = 4 + 4 * dimensions;
  const needed = arrayBytes({ type, shape });
  if (needed === 0) return fail(`${file.path}: it holds no values`);
  if (offset + needed > file.size) return fail(`${file.path}: it says ${shape.join(' x ')} values and ends too early`);
  return ok({ file, offset, type, shape, littleEndian: false });
}

/** Files named for images and labels, those of the test with "t10k" or "test" in their name. */
export async function openIdx(name: string, files: readonly DataFile[], options: SplitOptions = {}): Promise<Result<Dataset>> {
  const images = files.filter(({ path }) => isIdxName(path) && !isLabels(path));
  const parts: Part[] = [];
  for (const file of images) {
    const labels = files.find(({ path }) => isLabels(path) && isTest(path) === isTest(file.path));
    if (labels === undefined) return fail(`${name}: there are no labels for ${file.path}`);
    const part = await readPart(file, labels);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return joinParts(name, parts, options);
}

const isLabels = (path: string): boolean => /label/i.test(fileNameOf(path));
const isTest = (path: string): boolean => /t10k|test/i.test(fileNameOf(path));

async function readPart(file: DataFile, labelFile: DataFile): Promise<Result<Part>> {
  const images = await readIdx(file);
  if (!images.ok) return images;
  const labels = await readIdx(labelFile);
  return labels.ok ? partOf(isTest(file.path) ? 'test' : 'train', images.value, labels.value) : labels;
}
