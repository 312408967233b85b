/** What TensorFlow.js's WebAssembly backend needs in Node. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Backend } from '../../train/backends/backend.ts';
import { openBackend } from '../../train/backends/open-backend.ts';
import type { Result } from '../../core/base/result.ts';

const BINARY = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

/** Opens the WebAssembly backend. Relaxed SIMD, which has the fused multiply-add, is behind a flag in Node 20. */
export function openNodeBackend(): Promise<Result<Backend>> {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const require = createRequire(import.meta.url);
  // The loader that Emscripten generated takes a CommonJS module's names for granted.
  Object.assign(globalThis, { require, __dirname: import.meta.dirname });
  return openBackend('wasm', { wasm: async () => Uint8Array.from(readFileSync(require.resolve(BINARY))) });
}
