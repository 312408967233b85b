/** numpy's .npy arrays (format 1.0 to 3.0) and .npz archives of them. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { SplitOptions } from '../../core/dataset/open-options.ts';
import type { Dataset, SplitName } from '../dataset.ts';
import { fileNameOf, type DataFile } from '../files/data-file.ts';
import { joinParts, partOf, type Part } from './join-parts.ts';
import { arrayBytes, type NumberArray } from './number-array.ts';
import type { NumberType } from './numbers.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAX_HEADER_BYTES = 65_536;
const TYPES: Readonly<Record<string, NumberType>> = {
  u1: 'uint8',
  i1: 'int8',
  b1: 'bool',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  i8: 'int64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

export async function readNpy(file: DataFile): Promise<Result<NumberArray>> {
  const head = await file.read(0, Math.min(file.size, MAX_HEADER_BYTES));
  if (head.length < 12 || MAGIC.some((byte, i) => head[i] !== byte)) return fail(`${file.path}: it is not a .npy`);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isLong = head[6]! > 1;
  const start = isLong ? 12 : 10;
  const offset = start + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  if (offset > head.length) return fail(`${file.path}: its header ends too early`);
  const header = new TextDecoder().decode(head.subarray(start, offset));
  const array = parseHeader(file, offset, header);
  if (!array.ok) return array;
  const needed = arrayBytes(array.value);
  if (needed === 0) return fail(`${file.path}: it holds no values`);
  return offset + needed > file.size ? fail(`${file.path}: it says ${array.value.shape.join(' x ')} values and ends too early`) : array;
}

/** `{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }`. */
function parseHeader(file: DataFile, offset: number, header: string): Result<NumberArray> {
  const [, order = '', code = ''] = /'descr':\s*'([<>|=])(\w+)'/.exec(header) ?? [];
  const shapeText = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  const type = TYPES[code];
  if (shapeText === undefined) return fail(`${file.path}: its header cannot be read`);
  if (type === undefined) return fail(`${file.path}: its elements are not numbers that can be read`);
  if (/'fortran_order':\s*True/.test(header)) return fail(`${file.path}: it is in column order; save it with numpy.ascontiguousarray`);
  const shape = shapeText.split(',').flatMap((each) => (each.trim() === '' ? [] : [Number(each)]));
  return ok({ file, offset, type, shape: shape.length === 0 ? [1] : shape, littleEndian: order !== '>' });
}

/** Names of samples and of their labels: x_train with y_train, x with y, images with labels, data with target. */
const SAMPLES = /^(x|images?|data|samples|features)(?=$|[_-])|(?<=[_-])(x|images?|data)$/i;
const LABELS = /^(y|labels?|targets?|classes)(?=$|[_-])|(?<=[_-])(y|labels?|targets?)$/i;

/** The arrays of an .npz, or .npy files side by side. */
export async function openNpy(name: string, files: readonly DataFile[], options: SplitOptions = {}): Promise<Result<Dataset>> {
  const arrays = files.filter(({ path }) => path.toLowerCase().endsWith('.npy'));
  const titleOf = ({ path }: DataFile): string => fileNameOf(path).replace(/\.npy$/i, '');
  const samples = arrays.filter((file) => SAMPLES.test(titleOf(file)));
  if (samples.length === 0)
    return fail(`${name}: no array is called x, x_train, images or data; there are ${arrays.map(titleOf).join(', ')}`);
  const parts: Part[] = [];
  for (const file of samples) {
    const split = splitNamed(titleOf(file));
    const labels = arrays.find((other) => LABELS.test(titleOf(other)) && splitNamed(titleOf(other)) === split);
    if (labels === undefined) return fail(`${name}: there are no labels for ${titleOf(file)}`);
    const part = await readPart(split, file, labels);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return joinParts(name, parts, options);
}

function splitNamed(title: string): SplitName {
  if (/test/i.test(title)) return 'test';
  return /val/i.test(title) ? 'validation' : 'train';
}

async function readPart(split: SplitName, file: DataFile, labelFile: DataFile): Promise<Result<Part>> {
  const samples = await readNpy(file);
  if (!samples.ok) return samples;
  const labels = await readNpy(labelFile);
  return labels.ok ? partOf(split, samples.value, labels.value) : labels;
}
