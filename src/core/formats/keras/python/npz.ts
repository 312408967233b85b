/** Arrays by name as NumPy's .npz: a zip of .npy files (numpy.org/neps/nep-0001-npy-format.html). */
import { zipSync } from 'fflate';
import type { KerasTensor } from '../keras-model.ts';

/** All dates are the same, so that the same weights give the same bytes. */
const DATE = '1980-01-02T00:00:00';
const ALIGNMENT = 64;
/** "\x93NUMPY", format 1.0. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

export function npzBytes(arrays: ReadonlyMap<string, KerasTensor>): Uint8Array {
  const entries = [...arrays].map(([name, tensor]) => [`${name}.npy`, npyBytes(tensor)] as const);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: DATE });
}

/** A float32 array; the header is padded so that the values start at a multiple of 64. */
function npyBytes({ shape, values }: KerasTensor): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const start = Math.ceil((MAGIC.length + 2 + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const length = start - MAGIC.length - 2;
  const bytes = new Uint8Array(start + 4 * values.length);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(MAGIC.length, length, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(length - 1)}\n`), MAGIC.length + 2);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
  return bytes;
}
