/** The compiled kernels of simd.as, which says what their parameters mean. */
import { SIMD_WASM } from './simd-wasm.ts';

export interface SimdModule {
  readonly widen: (from: number, to: number, count: number, zero: number) => void;
  readonly bring: (from: number, to: number, bytes: number) => void;
  readonly convolve: (...parameters: readonly number[]) => void;
  readonly depthwise: (...parameters: readonly number[]) => void;
  readonly convolveReals: (...parameters: readonly number[]) => void;
  readonly depthwiseReals: (...parameters: readonly number[]) => void;
  readonly add: (...parameters: readonly number[]) => void;
}

let compiled: WebAssembly.Module | undefined;

/** Joins the kernels to a memory; undefined where the engine has no 128-bit SIMD. */
export function instantiateSimd(memory: WebAssembly.Memory): SimdModule | undefined {
  compiled ??= compile();
  return compiled && (new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as SimdModule);
}

function compile(): WebAssembly.Module | undefined {
  const bytes = Uint8Array.from(atob(SIMD_WASM), (character) => character.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}
