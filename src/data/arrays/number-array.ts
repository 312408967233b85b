/** An array in a file: samples first, row-major, as IDX and numpy hold it. */
import { defined } from '../../core/base/assert.ts';
import { elementCount, type Shape } from '../../core/graph/tensor.ts';
import type { SampleKind } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { recordStore } from '../store/record-store.ts';
import type { SampleStore } from '../store/sample-store.ts';
import { NUMBER_FORMATS, type NumberType } from './numbers.ts';

export interface NumberArray {
  readonly file: DataFile;
  /** Bytes before the values. */
  readonly offset: number;
  readonly type: NumberType;
  readonly shape: Shape;
  readonly littleEndian: boolean;
}

/** Bytes of the values. */
export function arrayBytes({ type, shape }: Pick<NumberArray, 'type' | 'shape'>): number {
  return elementCount(shape) * NUMBER_FORMATS[type].bytes;
}

/** Reads every value; for arrays known to be small, such as classes. */
export async function arrayValues(array: NumberArray): Promise<number[]> {
  const bytes = await array.file.read(array.offset, array.offset + arrayBytes(array));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { bytes: size, read } = NUMBER_FORMATS[array.type];
  return Array.from({ length: elementCount(array.shape) }, (_, i) => read(view, i * size, array.littleEndian));
}

export interface ArraySamples {
  readonly kind: SampleKind;
  readonly shape: Shape;
  readonly store: SampleStore;
}

/** The array as samples: bytes are taken for pixels and read as 0 to 1, other numbers as they are. */
export async function arraySamples(array: NumberArray): Promise<ArraySamples> {
  const { bytes: size, read } = NUMBER_FORMATS[array.type];
  const [count, ...rest] = array.shape;
  const elements = elementCount(rest);
  const unit = array.type === 'uint8' ? 1 / 255 : 1;
  const decode = (record: Uint8Array, into: Float32Array, at: number): void => {
    const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
    for (let i = 0; i < elements; i++) into[at + i] = read(view, i * size, array.littleEndian) * unit;
  };
  const records = { file: array.file, offset: array.offset, bytes: elements * size, count: defined(count, 'the count'), decode };
  return { ...kindOf(array.type, rest), store: await recordStore(records, elements) };
}

/** Rows of bytes are images, rows of other numbers series; a picture without channels has one. */
function kindOf(type: NumberType, shape: Shape): { readonly kind: SampleKind; readonly shape: Shape } {
  if (shape.length >= 3) return { kind: 'image', shape };
  if (shape.length === 2) return type === 'uint8' ? { kind: 'image', shape: [...shape, 1] } : { kind: 'series', shape };
  return { kind: 'vector', shape: shape.length === 0 ? [1] : shape };
}
