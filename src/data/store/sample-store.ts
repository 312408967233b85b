import { assert } from '../../core/base/assert.ts';
import { elementCount, type Shape } from '../../core/graph/tensor.ts';
import type { Split } from '../dataset.ts';

/** Samples of one shape, by index; splits are views of one store. */
export interface SampleStore {
  readonly count: number;
  readonly read: Split['read'];
}

/** Samples kept as bytes, read as byte / 255: images. */
export function byteStore(bytes: Uint8Array, sampleShape: Shape): SampleStore {
  return arrayStore(bytes, sampleShape, 1 / 255);
}

/** Samples kept as they are read. */
export function floatStore(values: Float32Array, sampleShape: Shape): SampleStore {
  return arrayStore(values, sampleShape, 1);
}

function arrayStore(values: Uint8Array | Float32Array, sampleShape: Shape, scale: number): SampleStore {
  const size = elementCount(sampleShape);
  assert(values.length % size === 0, `${values.length} values are no whole number of samples of ${size}`);
  const read = (indices: Int32Array, into: Float32Array): void => {
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i]! * size;
      for (let k = 0; k < size; k++) into[i * size + k] = values[from + k]! * scale;
    }
  };
  return { count: values.length / size, read };
}

/** The samples `members` of the store; `labels` and `names` are those of the whole store. */
export function splitOf(store: SampleStore, labels: Int32Array, members: Int32Array, names?: readonly string[]): Split {
  const own = labels.length === 0 ? labels : members.map((index) => labels[index]!);
  const read = (indices: Int32Array, into: Float32Array): void | Promise<void> =>
    store.read(
      indices.map((index) => members[index]!),
      into,
    );
  return { count: members.length, labels: own, read, ...(names && { nameOf: (index: number) => names[members[index]!]! }) };
}
