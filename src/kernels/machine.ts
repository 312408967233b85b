/** The memory and code of the WebAssembly kernels of one interpreter. Regions are handed out for good, and the memory grows as they are. */
import { bytesOf } from '../core/quant/elements.ts';
import type { Kernel } from '../core/quant/kernels/kernel.ts';
import type { SimdModule } from './module.ts';
import { instantiateSimd } from './module.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;
const SLACK_BYTES = 32;

/** A tensor's entries as the kernels take them. */
export type Cells = Int8Array | Float32Array;

export interface Machine {
  readonly module: SimdModule;
  /** Address of a new zeroed region; up to 32 bytes past its end may be read as well. */
  readonly reserve: (bytes: number) => number;
  /** Address of a new region with these contents. */
  readonly place: (contents: Int16Array | Int32Array | Uint32Array | Uint8Array | Float32Array) => number;
  /** Brings inputs in, lets `work` turn them into an output, given their addresses and its own, and takes that out again. */
  readonly pass: (inputs: readonly Cells[], output: Cells, work: (from: readonly number[], to: number) => void) => Kernel;
}

/** Undefined where WebAssembly has no SIMD. */
export function createMachine(): Machine | undefined {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = instantiateSimd(memory);
  return module === undefined ? undefined : machineOf(memory, module);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function machineOf(memory: WebAssembly.Memory, module: SimdModule): Machine {
  let end = 0;
  let view = new Uint8Array(memory.buffer);
  const bytes = (): Uint8Array => {
    if (view.buffer !== memory.buffer) view = new Uint8Array(memory.buffer);
    return view;
  };
  const reserve = (count: number): number => {
    const at = end;
    end += aligned(count) + SLACK_BYTES;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return at;
  };
  const place: Machine['place'] = (contents) => {
    const at = reserve(contents.byteLength);
    bytes().set(new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength), at);
    return at;
  };
  return { module, reserve, place, pass: passThrough(reserve, bytes) };
}

/** All operators pass through one region in turn, as large as the largest asks. */
function passThrough(reserve: Machine['reserve'], bytes: () => Uint8Array): Machine['pass'] {
  let region = { at: 0, bytes: -1 };
  return (inputs, output, work) => {
    const sources = inputs.map(bytesOf);
    const target = bytesOf(output);
    const offsets = [...sources, target].map((_, i) => sources.slice(0, i).reduce((sum, each) => sum + aligned(each.length), 0));
    const needed = offsets.at(-1)! + target.length;
    if (needed > region.bytes) region = { at: reserve(needed), bytes: needed };
    return () => {
      const memory = bytes();
      const addresses = offsets.map((offset) => region.at + offset);
      const to = addresses.pop()!;
      sources.forEach((source, i) => memory.set(source, addresses[i]));
      work(addresses, to);
      target.set(memory.subarray(to, to + target.length));
    };
  };
}
