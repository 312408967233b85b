/** The compiled kernels of int8.as, which says what their parameters mean. */
import { INT8_WASM } from './int8-wasm.ts';

export interface Int8Module {
  readonly widen: (from: number, to: number, count: number, zero: number) => void;
  readonly convolve: (...parameters: readonly number[]) => void;
  readonly depthwise: (...parameters: readonly number[]) => void;
  readonly add: (...parameters: readonly number[]) => void;
}

let compiled: WebAssembly.Module | undefined;

/** Joins the kernels to a memory; undefined where the engine has no 128-bit SIMD. */
export function instantiateInt8(memory: WebAssembly.Memory): Int8Module | undefined {
  compiled ??= compile();
  return compiled && (new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Int8Module);
}

function compile(): WebAssembly.Module | undefined {
  const bytes = Uint8Array.from(atob(INT8_WASM), (character) => character.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}
