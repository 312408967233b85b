/** Makes a WebAssembly module that defines its memory share it, so that workers of ours may compute in it; nothing else of the module changes. */
import { assert } from '../../core/base/assert.ts';

const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 1;
const HAS_MAXIMUM_AND_IS_SHARED = 3;

export function withSharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const shared = module.slice();
  const limits = contentOf(shared, MEMORY_SECTION) + 1;
  assert(shared[limits] === HAS_MAXIMUM, 'the memory of the module has no maximum, so it cannot be shared');
  shared[limits] = HAS_MAXIMUM_AND_IS_SHARED;
  return shared;
}

/** Offset of the first byte of a section's content. */
function contentOf(module: Uint8Array, wanted: number): number {
  let at = HEADER_BYTES;
  while (at < module.length) {
    const id = module[at++];
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++]!;
      length += (byte & 127) * 2 ** shift;
      more = byte >= 128;
    }
    if (id === wanted) return at;
    at += length;
  }
  throw new Error('the module has no memory of its own');
}
