/**
 * HDF5 through jsfive, which believes what a file says: sizes are checked before it reads a dataset, its inflate is replaced by one that
 * stops at the size of a chunk, and whatever it throws becomes a KerasProblem.
 */
import { unzlibSync } from 'fflate';
import { Dataset, File, Filters, Group, type Attribute } from 'jsfive';
import { elementCount, shapeText, type Shape } from '../../graph/tensor.ts';
import { KerasProblem, type KerasTensor } from './keras-model.ts';

/** Elements of one dataset, and of all that are read from a file. */
const MAX_H5_ELEMENTS = 2 ** 25;
/** Groups and datasets visited in one file. */
const MAX_H5_OBJECTS = 20_000;

const DEFLATE = 1;
const MARK = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** True for bytes that begin as an HDF5 file does. */
export function isH5(bytes: Uint8Array): boolean {
  return MARK.every((byte, i) => bytes[i] === byte);
}

/** What the chunk being inflated may hold, and how many are still expected; set for each dataset. */
const chunk = { bytes: 0, left: 0 };

Filters.set(DEFLATE, (bytes) => {
  chunk.left -= 1;
  if (chunk.left < 0) throw new Error('more chunks than its shape has');
  return unzlibSync(new Uint8Array(bytes), { out: new Uint8Array(chunk.bytes) }).buffer;
});

type Found = Group | Dataset | undefined;

/** One file, read by paths like "model_weights/dense". */
export class H5 {
  private readonly root: Group;
  private readonly bytes: number;
  private elements = 0;
  private readonly found = new Map<string, Found>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes.length;
    this.root = guarded('it', () => new File(bytes.slice().buffer, ''));
  }

  /** Names in a group, in the file's order; none when there is no such group. */
  children(path: string): readonly string[] {
    const group = this.find(path);
    return group instanceof Group ? guarded(path, () => group.keys) : [];
  }

  attribute(path: string, name: string): Attribute | undefined {
    const found = this.find(path);
    return found instanceof Group ? guarded(path, () => found.attrs[name]) : undefined;
  }

  /** A dataset of reals; undefined when there is none at the path. */
  tensor(path: string): KerasTensor | undefined {
    const dataset = this.find(path);
    if (!(dataset instanceof Dataset)) return undefined;
    const shape = guarded(path, () => dataset.shape);
    const count = elementCount(shape);
    this.elements += count;
    if (!(shape.length <= 8 && this.elements <= MAX_H5_ELEMENTS))
      throw new KerasProblem(`"${path}" is ${shapeText(shape)}; at most ${MAX_H5_ELEMENTS} values are read in all`);
    const values = guarded(path, () => this.values(dataset, path, count));
    return { shape, values };
  }

  private values(dataset: Dataset, path: string, count: number): Float32Array {
    const bytes = typeof dataset.dtype === 'string' ? Number(/^[<>][fiu](\d)$/.exec(dataset.dtype)?.[1] ?? 0) : 0;
    if (bytes === 0) throw new KerasProblem(`"${path}" does not hold numbers`);
    const { chunks } = chunkingOf(dataset);
    if (chunks === null && count * bytes > this.bytes) throw new KerasProblem(`"${path}" is larger than the file`);
    if (chunks !== null) expectChunks(dataset.shape, chunks, bytes);
    const { value } = dataset;
    return Float32Array.from({ length: count }, (_, i) => value[i] ?? 0);
  }

  /** Each group is parsed once. */
  private find(path: string): Found {
    const known = this.found.get(path);
    if (known !== undefined || this.found.has(path)) return known;
    if (this.found.size >= MAX_H5_OBJECTS) throw new KerasProblem(`it has more than ${MAX_H5_OBJECTS} groups and datasets`);
    const found = this.look(path);
    this.found.set(path, found);
    return found;
  }

  private look(path: string): Found {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const parent = slash < 0 ? this.root : this.find(path.slice(0, slash));
    if (name === '') return parent;
    if (!(parent instanceof Group) || !guarded(path, () => parent.keys).includes(name)) return undefined;
    return guarded(path, () => parent.get(name)) ?? undefined;
  }
}

/** How a dataset is laid out is not part of jsfive's interface. */
function chunkingOf({ _dataobjects: layout }: Dataset): Dataset['_dataobjects'] {
  return layout;
}

/** A chunk holds no more than the dataset rounded up; there are as many as cover it. */
function expectChunks(shape: Shape, chunks: Shape, bytes: number): void {
  const sizes = chunks.slice(0, shape.length);
  const count = elementCount(shape.map((size, i) => Math.ceil(size / sizes[i]!)));
  const fits = sizes.every((size, i) => size >= 1 && size <= Math.max(1, 2 * shape[i]!));
  if (!fits || !(elementCount(sizes) * count <= 2 * MAX_H5_ELEMENTS))
    throw new KerasProblem(`its chunks of ${shapeText(chunks)} make no sense`);
  chunk.bytes = elementCount(sizes) * bytes;
  chunk.left = count;
}

/** jsfive throws strings, type errors and range errors alike where a file is damaged. */
function guarded<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof KerasProblem) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const where = what === '' ? 'the root' : `"${what.slice(0, 100)}"`;
    throw new KerasProblem(`the HDF5 data is damaged or of a kind that is not read here, at ${where} (${printable(reason)})`);
  }
}

/** Bytes of a damaged file may stand in the message. */
function printable(reason: string): string {
  return reason.replaceAll(/[^\u{20}-\u{7e}]/gu, '?').slice(0, 100);
}
