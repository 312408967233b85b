/** The memory and code of the WebAssembly kernels of one interpreter. Regions are handed out for good, and the memory grows as they are. */
import type { Kernel } from '../core/quant/kernels/kernel.ts';
import type { Int8Module } from './int8-module.ts';
import { instantiateInt8 } from './int8-module.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;

export interface Machine {
  readonly module: Int8Module;
  /** Address of a new zeroed region; up to 16 bytes past its end may be read as well. */
  readonly reserve: (bytes: number) => number;
  /** Address of a new region with these contents. */
  readonly place: (contents: Int16Array | Int32Array | Uint32Array | Uint8Array) => number;
  /** Brings inputs in, lets `work` turn them into an output, given their addresses and its own, and takes that out again. */
  readonly pass: (inputs: readonly Int8Array[], output: Int8Array, work: (from: readonly number[], to: number) => void) => Kernel;
}

/** Undefined where WebAssembly has no SIMD. */
export function createMachine(): Machine | undefined {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = instantiateInt8(memory);
  return module === undefined ? undefined : machineOf(memory, module);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function machineOf(memory: WebAssembly.Memory, module: Int8Module): Machine {
  let end = 0;
  let view = new Int8Array(memory.buffer);
  const bytes = (): Int8Array => {
    if (view.buffer !== memory.buffer) view = new Int8Array(memory.buffer);
    return view;
  };
  const reserve = (count: number): number => {
    const at = end;
    end += aligned(count) + ALIGNMENT;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return at;
  };
  const place: Machine['place'] = (contents) => {
    const at = reserve(contents.byteLength);
    bytes().set(new Int8Array(contents.buffer, contents.byteOffset, contents.byteLength), at);
    return at;
  };
  return { module, reserve, place, pass: passThrough(reserve, bytes) };
}

/** All operators pass through one region in turn, as large as the largest asks. */
function passThrough(reserve: Machine['reserve'], bytes: () => Int8Array): Machine['pass'] {
  let region = { at: 0, bytes: -1 };
  return (inputs, output, work) => {
    const offsets = [...inputs, output].map((_, i) => inputs.slice(0, i).reduce((sum, each) => sum + aligned(each.length), 0));
    const needed = offsets.at(-1)! + output.length;
    if (needed > region.bytes) region = { at: reserve(needed), bytes: needed };
    return () => {
      const memory = bytes();
      const addresses = offsets.map((offset) => region.at + offset);
      const to = addresses.pop()!;
      inputs.forEach((input, i) => memory.set(input, addresses[i]));
      work(addresses, to);
      output.set(memory.subarray(to, to + output.length));
    };
  };
}
